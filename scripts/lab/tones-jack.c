/* tones-jack NAME CHANNELS: a JACK client with output ports out_1 to out_CHANNELS.
 * Port out_(k+1) carries a sine of 300 + 100 k Hz at -12 dBFS. Runs until a signal, or until the server goes. */
#include <jack/jack.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MAX_CHANNELS 64

static jack_port_t *ports[MAX_CHANNELS];
static float *second; /* rate frames of each channel, one channel after the other */
static jack_nframes_t rate, at;
static int channels;

static int process(jack_nframes_t frames, void *unused)
{
    (void)unused;
    for (int k = 0; k < channels; k++) {
        float *out = jack_port_get_buffer(ports[k], frames);
        const float *tone = second + (size_t)k * rate;
        for (jack_nframes_t i = 0; i < frames; i++) out[i] = tone[(at + i) % rate];
    }
    at = (at + frames) % rate;
    return 0;
}

static void server_gone(void *unused)
{
    (void)unused;
    _exit(0);
}

int main(int argc, char **argv)
{
    channels = argc > 2 ? atoi(argv[2]) : 0;
    if (channels < 1 || channels > MAX_CHANNELS) {
        fprintf(stderr, "usage: tones-jack NAME CHANNELS\n");
        return 2;
    }
    jack_client_t *client = jack_client_open(argv[1], JackNoStartServer, NULL);
    if (client == NULL) return 1;
    rate = jack_get_sample_rate(client);
    second = malloc((size_t)rate * channels * sizeof *second);
    if (second == NULL) return 1;
    for (int k = 0; k < channels; k++)
        for (jack_nframes_t i = 0; i < rate; i++)
            second[(size_t)k * rate + i] = (float)(0.25 * sin(2 * M_PI * fmod((300.0 + 100.0 * k) * i / rate, 1.0)));
    for (int k = 0; k < channels; k++) {
        char name[16];
        snprintf(name, sizeof name, "out_%d", k + 1);
        ports[k] = jack_port_register(client, name, JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput, 0);
        if (ports[k] == NULL) return 1;
    }
    jack_set_process_callback(client, process, NULL);
    jack_on_shutdown(client, server_gone, NULL);
    if (jack_activate(client) != 0) return 1;
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGINT);
    sigprocmask(SIG_BLOCK, &ending, NULL);
    int which;
    sigwait(&ending, &which);
    jack_client_close(client);
    return 0;
}
