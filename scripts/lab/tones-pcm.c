/* tones-pcm CHANNELS RATE: endless interleaved signed 16-bit little-endian samples on standard output.
 * Channel k, counted from 0, is a sine of 300 + 100 k Hz at -12 dBFS. Ends when nobody reads any more. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    int channels = argc > 1 ? atoi(argv[1]) : 16, rate = argc > 2 ? atoi(argv[2]) : 44100;
    if (channels < 1 || channels > 64 || rate < 8000) {
        fprintf(stderr, "usage: tones-pcm CHANNELS RATE\n");
        return 2;
    }
    /* Every tone is a multiple of 100 Hz, so after a second all of them are back at their beginning. */
    unsigned char *second = malloc((size_t)rate * channels * 2), *at = second;
    if (second == NULL) return 1;
    for (int frame = 0; frame < rate; frame++)
        for (int k = 0; k < channels; k++) {
            double phase = 2 * M_PI * fmod((300.0 + 100.0 * k) * frame / rate, 1.0);
            uint16_t sample = (uint16_t)(int16_t)lrint(8192 * sin(phase));
            *at++ = (unsigned char)(sample & 0xff);
            *at++ = (unsigned char)(sample >> 8);
        }
    while (fwrite(second, 1, (size_t)rate * channels * 2, stdout) > 0) { }
    return 0;
}
