# shellcheck shell=bash
# What several measurements share; sourced by them in the root of the tree.

# Of numbers, one a line: the median [least..most].
median() { sort -g | awk 'function short(x) { return sprintf(x < 999.5 ? "%.3g" : "%.0f", x) }
  { v[NR] = $1 }
  END { m = NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2; printf "%s [%s..%s]", short(m), short(v[1]), short(v[NR]) }'; }

image=$PWD/evidence/target/image
# Packs the program into $image, as people have it; with BUILT one that is there stays. Ends with 2 where what packs is missing.
pack_image() { # NAME of the measurement
  local log=$image.log status=0
  if [ -n "${BUILT:-}" ] && [ -e "$image" ]; then return; fi
  rm -rf "$image" "$image.partial"
  mkdir -p "${image%/*}"
  ./audiostream package --type image -o "$image.partial" >"$log" 2>&1 || status=$?
  case $status in
    0) mv "$image.partial" "$image" ;; # whole, or not there
    2) echo "$1: no image: $(tail -1 "$log")" >&2; exit 2 ;;
    *) echo "$1: no image: $(tail -1 "$log")" >&2; exit 1 ;;
  esac
}
