/* record-jack NAME CHANNELS FILE: a JACK client with input ports in_1 to in_CHANNELS; what arrives at them goes to FILE as
 * interleaved 32-bit floats of this machine. On standard output, one a line, with the frame of the file at which it was:
 *   mark FRAME    on each SIGUSR1
 *   xrun FRAME    when the server says so, or when a block could not be kept
 * Ends on SIGTERM or SIGINT, or when the server goes. */
#include <jack/jack.h>
#include <jack/ringbuffer.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MAX_CHANNELS 64
#define MAX_BLOCK 8192

static jack_port_t *ports[MAX_CHANNELS];
static jack_ringbuffer_t *ring;
static float block[MAX_BLOCK * MAX_CHANNELS];
static int channels;
static atomic_ullong frames_kept, xruns, xrun_at, ending;

static void count_xrun(void)
{
    atomic_store(&xrun_at, atomic_load(&frames_kept));
    atomic_fetch_add(&xruns, 1);
}

static int process(jack_nframes_t frames, void *unused)
{
    (void)unused;
    if (frames > MAX_BLOCK) return 0;
    for (int c = 0; c < channels; c++) {
        const float *in = jack_port_get_buffer(ports[c], frames);
        for (jack_nframes_t i = 0; i < frames; i++) block[i * channels + c] = in[i];
    }
    size_t bytes = (size_t)frames * channels * sizeof(float);
    if (jack_ringbuffer_write_space(ring) < bytes) {
        count_xrun();
        return 0;
    }
    jack_ringbuffer_write(ring, (const char *)block, bytes);
    atomic_fetch_add(&frames_kept, frames);
    return 0;
}

static int xrun(void *unused)
{
    (void)unused;
    count_xrun();
    return 0;
}

static void server_gone(void *unused)
{
    (void)unused;
    atomic_store(&ending, 1);
}

/* Writes what the ring holds, and tells of xruns, until the end. */
static void *keep(void *file)
{
    static char bytes[1 << 16];
    unsigned long long told = 0;
    for (;;) {
        int last = (int)atomic_load(&ending);
        size_t n;
        while ((n = jack_ringbuffer_read(ring, bytes, sizeof bytes)) > 0) fwrite(bytes, 1, n, file);
        if (atomic_load(&xruns) != told) {
            told = atomic_load(&xruns);
            printf("xrun %llu\n", (unsigned long long)atomic_load(&xrun_at));
            fflush(stdout);
        }
        if (last) return NULL;
        usleep(20000);
    }
}

int main(int argc, char **argv)
{
    channels = argc > 3 ? atoi(argv[2]) : 0;
    if (channels < 1 || channels > MAX_CHANNELS) {
        fprintf(stderr, "usage: record-jack NAME CHANNELS FILE\n");
        return 2;
    }
    FILE *file = fopen(argv[3], "wb");
    ring = jack_ringbuffer_create((size_t)channels * sizeof(float) << 18);
    if (file == NULL || ring == NULL) return 1;
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGUSR1);
    sigprocmask(SIG_BLOCK, &signals, NULL); /* before there are threads: none of them shall get one */
    jack_client_t *client = jack_client_open(argv[1], JackNoStartServer, NULL);
    if (client == NULL) return 1;
    for (int c = 0; c < channels; c++) {
        char name[16];
        snprintf(name, sizeof name, "in_%d", c + 1);
        ports[c] = jack_port_register(client, name, JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
        if (ports[c] == NULL) return 1;
    }
    jack_set_process_callback(client, process, NULL);
    jack_set_xrun_callback(client, xrun, NULL);
    jack_on_shutdown(client, server_gone, NULL);
    pthread_t keeper;
    if (jack_activate(client) != 0 || pthread_create(&keeper, NULL, keep, file) != 0) return 1;
    struct timespec patience = {0, 200000000};
    while (!atomic_load(&ending)) {
        int which = sigtimedwait(&signals, NULL, &patience);
        if (which == SIGUSR1) {
            printf("mark %llu\n", (unsigned long long)atomic_load(&frames_kept));
            fflush(stdout);
        } else if (which > 0) {
            atomic_store(&ending, 1);
        }
    }
    jack_client_close(client);
    pthread_join(keeper, NULL);
    return fclose(file) == 0 ? 0 : 1;
}
