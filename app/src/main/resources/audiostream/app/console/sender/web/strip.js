// The last ten minutes of a destination in one line: low and green is well, the taller and redder the more was missing.
const COLOURS = { good: "#3f8f60", bad: "#ff7b72", quiet: "#6a727d" };

/** `marks`: for each five seconds a blank (not running), "-" (nothing is known), or 0 (well) to 9 (trouble); the latest last. */
export function drawStrip(canvas, marks) {
  const width = Math.round(canvas.clientWidth * devicePixelRatio);
  const height = Math.round(canvas.clientHeight * devicePixelRatio);
  if (!width || !height) return;
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d");
  const columns = 120;
  const low = Math.max(2, Math.round(height * 0.14));
  [...marks].forEach((mark, i) => {
    if (mark === " ") return;
    const from = Math.round(((columns - marks.length + i) * width) / columns);
    const to = Math.round(((columns - marks.length + i + 1) * width) / columns);
    const trouble = mark === "-" ? 0 : Number(mark);
    pen.fillStyle = mark === "-" ? COLOURS.quiet : trouble ? COLOURS.bad : COLOURS.good;
    const tall = trouble ? Math.round(height * (0.3 + (0.7 * trouble) / 9)) : low;
    pen.fillRect(from, height - tall, to - from, tall);
  });
  canvas.setAttribute("aria-label", words(marks));
}

function words(marks) {
  const trouble = [...marks].filter((mark) => mark >= "1" && mark <= "9").length * 5;
  const known = [...marks].filter((mark) => mark >= "0" && mark <= "9").length * 5;
  if (!known) return "the last ten minutes: nothing is known";
  return trouble ? `the last ten minutes: trouble in ${trouble} of ${known} seconds` : `the last ten minutes: no trouble in ${known} seconds`;
}
