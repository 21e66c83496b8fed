/* click SECONDS OUT1 OUT2 IN1 IN2: how long sound takes through a JACK graph, and what is wrong with it on the way.
 *
 * A JACK client with two ports each way, connected to the four ports named (their full names: ours play into OUT1 and
 * OUT2, IN1 and IN2 play into ours). On the first channel it plays single samples, about three a second, at places in the
 * period that differ, and looks for the largest sample that comes back before the next one. On the second it plays a sine,
 * of which each sample follows from the two before: where that fails, the sound that came back has a break.
 *
 * After SECONDS it prints one JSON object: the clicks, how many were heard, how long they took in ms (least, median, 99 %,
 * greatest), breaks in the sine, those of them within a tenth of a second of an xrun, xruns, cycles that we missed; and from when
 * to when, in seconds since 1970. */
#include <jack/jack.h>
#include <math.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MOST_CLICKS = 65536 };

static const float CLICK = 0.9f, HEARD = 0.3f;
static const double SINE_HZ = 600, SINE_LEVEL = 0.4;
/* Far above what 16 bits and a resampler do to the prediction, far below a missing sample. */
static const float BREAK = 0.01f;

static jack_client_t *client;
static jack_port_t *out[2], *in[2];
static double rate;
static atomic_bool measuring, gone;
static atomic_int xruns;

static struct {
    uint64_t frame;       /* ours, counting on */
    jack_nframes_t next;  /* the server's count that we expect */
    uint64_t missed;      /* frames of cycles that we were not called for */
    uint64_t next_click, last_click;
    uint32_t random;
    float loudest;        /* since the last click, and where */
    uint64_t loudest_at;
    int clicks;
    double phase;
    float before[2];      /* the last two samples of the returned sine */
    uint64_t broken_until, xrun_until;
    int seen_xruns;
    int breaks, breaks_near_xruns;
} at;

static int64_t took[MOST_CLICKS]; /* frames, -1: not heard */

static void end_click(void)
{
    if (at.clicks == 0 || at.clicks > MOST_CLICKS) return;
    took[at.clicks - 1] = at.loudest >= HEARD ? (int64_t)(at.loudest_at - at.last_click) : -1;
}

static float play_click(uint64_t frame)
{
    if (frame != at.next_click) return 0;
    end_click();
    at.clicks++;
    at.last_click = frame;
    at.loudest = 0;
    at.random = at.random * 1664525u + 1013904223u;
    at.next_click = frame + (uint64_t)(rate * 0.3) + (at.random >> 20); /* up to 4095 more */
    return CLICK;
}

static void hear_sine(uint64_t frame, float sample)
{
    float expected = (float)(2 * cos(2 * M_PI * SINE_HZ / rate) * at.before[0] - at.before[1]);
    int broken = fabsf(sample - expected) > BREAK;
    at.before[1] = at.before[0];
    at.before[0] = sample;
    if (broken && frame > at.broken_until) {
        at.breaks++;
        if (frame < at.xrun_until) at.breaks_near_xruns++;
    }
    /* One break is what does not stop for ten milliseconds. */
    if (broken) at.broken_until = frame + (uint64_t)(rate * 0.01);
}

static int process(jack_nframes_t frames, void *unused)
{
    (void)unused;
    jack_nframes_t now = jack_last_frame_time(client);
    int32_t skipped = (int32_t)(now - at.next);
    float *click = jack_port_get_buffer(out[0], frames), *sine = jack_port_get_buffer(out[1], frames);
    const float *heard = jack_port_get_buffer(in[0], frames), *tone = jack_port_get_buffer(in[1], frames);
    int watch = atomic_load(&measuring);
    if (at.frame == 0) at.random = 1;
    if (at.frame != 0 && skipped > 0) at.missed += watch ? (uint64_t)skipped : 0;
    at.next = now + frames;
    int count = atomic_load(&xruns);
    if (count != at.seen_xruns) {
        at.seen_xruns = count;
        at.xrun_until = at.frame + (uint64_t)(rate * 0.1);
    }
    if (watch && at.next_click == 0) at.next_click = at.frame + frames;
    for (jack_nframes_t i = 0; i < frames; i++) {
        uint64_t frame = at.frame + i;
        click[i] = watch ? play_click(frame) : 0;
        sine[i] = (float)(SINE_LEVEL * sin(at.phase));
        at.phase += 2 * M_PI * SINE_HZ / rate;
        if (at.phase > 2 * M_PI) at.phase -= 2 * M_PI;
        float size = fabsf(heard[i]);
        if (size > at.loudest) {
            at.loudest = size;
            at.loudest_at = frame;
        }
        if (watch) {
            hear_sine(frame, tone[i]);
        } else {
            at.before[1] = at.before[0];
            at.before[0] = tone[i];
        }
    }
    at.frame += frames;
    return 0;
}

static int late(void *unused)
{
    (void)unused;
    if (atomic_load(&measuring)) atomic_fetch_add(&xruns, 1);
    return 0;
}

static void server_gone(void *unused)
{
    (void)unused;
    atomic_store(&gone, 1);
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static void join(const char *from, const char *to)
{
    /* A program may have its ports before it is active. */
    for (int tries = 0; tries < 150; tries++) {
        int error = jack_connect(client, from, to);
        if (error == 0 || error == 17 /* EEXIST */) return;
        usleep(100000);
    }
    fprintf(stderr, "click: JACK does not connect %s to %s\n", from, to);
    exit(1);
}

int main(int argc, char **argv)
{
    double seconds = argc == 6 ? atof(argv[1]) : 0;
    if (!(seconds > 0)) {
        fprintf(stderr, "usage: click SECONDS OUT1 OUT2 IN1 IN2\n");
        return 2;
    }
    client = jack_client_open("click", JackNoStartServer, NULL);
    if (client == NULL) {
        fprintf(stderr, "click: no JACK server\n");
        return 1;
    }
    rate = jack_get_sample_rate(client);
    const char *own[] = {"out_1", "out_2", "in_1", "in_2"};
    for (int k = 0; k < 4; k++) {
        unsigned long flags = k < 2 ? JackPortIsOutput : JackPortIsInput;
        jack_port_t *port = jack_port_register(client, own[k], JACK_DEFAULT_AUDIO_TYPE, flags, 0);
        if (port == NULL) return 1;
        if (k < 2) out[k] = port; else in[k - 2] = port;
    }
    jack_set_process_callback(client, process, NULL);
    jack_set_xrun_callback(client, late, NULL);
    jack_on_shutdown(client, server_gone, NULL);
    if (jack_activate(client) != 0) return 1;
    /* A wire is named by our own ports. */
    for (int k = 0; k < 2; k++) {
        const char *other = argv[2 + k];
        if (strcmp(other, "wire") == 0) {
            join(jack_port_name(out[k]), jack_port_name(in[k]));
        } else {
            join(jack_port_name(out[k]), other);
            join(argv[4 + k], jack_port_name(in[k]));
        }
    }
    /* Whatever the way does when its sound begins and changes places is over by then. */
    usleep(3000000);
    double from = now();
    atomic_store(&measuring, 1);
    usleep((useconds_t)(seconds * 1e6));
    atomic_store(&measuring, 0);
    double to = now();
    usleep(400000);
    int alive = !atomic_load(&gone);
    int period = (int)jack_get_buffer_size(client);
    if (alive) jack_client_close(client);
    end_click();
    int clicks = at.clicks < MOST_CLICKS ? at.clicks : MOST_CLICKS, heard = 0;
    for (int k = 0; k < clicks; k++)
        if (took[k] >= 0) took[heard++] = took[k];
    qsort(took, (size_t)heard, sizeof *took, by_size);
    double ms = 1e3 / rate;
    printf("{\"rate\":%.0f,\"period\":%d,\"clicks\":%d,\"heard\":%d", rate, period, clicks, heard);
    if (heard > 0)
        printf(",\"leastMs\":%.3f,\"medianMs\":%.3f,\"p99Ms\":%.3f,\"greatestMs\":%.3f,\"medianFrames\":%lld", took[0] * ms,
               took[heard / 2] * ms, took[(int)(heard * 0.99)] * ms, took[heard - 1] * ms, (long long)took[heard / 2]);
    printf(",\"breaks\":%d,\"nearXruns\":%d,\"xruns\":%d,\"missedFrames\":%llu,\"from\":%.3f,\"to\":%.3f}\n", at.breaks,
           at.breaks_near_xruns, atomic_load(&xruns), (unsigned long long)at.missed, from, to);
    return alive ? 0 : 1;
}
