/*
 * The least a sender can do: wakes for each block with clock_nanosleep, makes CHANNELS tones as L16, and sends each
 * destination its packet, an RTP header before the samples, with sendto from one socket. What AudioStreamUDP's sender is
 * measured against.
 *
 *   pace FIRST_ADDRESS PORT DESTINATIONS CHANNELS SECONDS     destination i is FIRST_ADDRESS + i and takes channel i % CHANNELS
 *
 * Prints its processor time in the end, as nanoseconds a packet; 44 100 Hz, 256 frames.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <math.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

enum { FRAMES = 256, RATE = 44100, HEADER = 12, TABLE = 4096, MOST_CHANNELS = 64 };

static int16_t table[TABLE];
static uint32_t phase[MOST_CHANNELS];
static uint8_t payload[MOST_CHANNELS][FRAMES * 2];

static void die(const char *what) {
  perror(what);
  exit(1);
}

static void encode(int channel) {
  uint32_t step = (uint32_t)((200.0 + 40.0 * channel) / RATE * 4294967296.0);
  for (int i = 0; i < FRAMES; i++) {
    int16_t sample = table[phase[channel] >> 20];
    payload[channel][2 * i] = (uint8_t)((uint16_t)sample >> 8);
    payload[channel][2 * i + 1] = (uint8_t)sample;
    phase[channel] += step;
  }
}

int main(int argc, char **argv) {
  if (argc != 6) {
    fprintf(stderr, "pace FIRST_ADDRESS PORT DESTINATIONS CHANNELS SECONDS\n");
    return 2;
  }
  struct in_addr first;
  int destinations = atoi(argv[3]), channels = atoi(argv[4]);
  if (inet_pton(AF_INET, argv[1], &first) != 1 || destinations < 1 || channels < 1 || channels > MOST_CHANNELS) {
    fprintf(stderr, "pace: an IPv4 address, at least one destination, 1 to %d channels\n", MOST_CHANNELS);
    return 2;
  }
  for (int i = 0; i < TABLE; i++) table[i] = (int16_t)lrint(8192 * sin(2 * M_PI * i / TABLE));

  int socket_fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
  if (socket_fd < 0) die("socket");
  int bytes = 1 << 20, tos = 46 << 2;
  if (setsockopt(socket_fd, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes) < 0) die("SO_SNDBUF");
  if (setsockopt(socket_fd, IPPROTO_IP, IP_TOS, &tos, sizeof tos) < 0) die("IP_TOS");
  struct sockaddr_in *to = calloc((size_t)destinations, sizeof *to);
  if (!to) die("calloc");
  for (int i = 0; i < destinations; i++) {
    to[i].sin_family = AF_INET;
    to[i].sin_port = htons((uint16_t)atoi(argv[2]));
    to[i].sin_addr.s_addr = htonl(ntohl(first.s_addr) + (uint32_t)i);
  }

  struct timespec start;
  clock_gettime(CLOCK_MONOTONIC, &start);
  int64_t start_ns = start.tv_sec * 1000000000LL + start.tv_nsec;
  int64_t blocks = (int64_t)(atof(argv[5]) * RATE / FRAMES);
  uint8_t packet[HEADER + FRAMES * 2];
  for (int64_t block = 0; block < blocks; block++) {
    int64_t at = start_ns + (block + 1) * FRAMES * 1000000000LL / RATE;
    struct timespec when = {.tv_sec = at / 1000000000LL, .tv_nsec = at % 1000000000LL};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &when, NULL);
    for (int c = 0; c < channels; c++) encode(c);
    for (int i = 0; i < destinations; i++) {
      uint16_t sequence = htons((uint16_t)block);
      uint32_t timestamp = htonl((uint32_t)(block * FRAMES)), ssrc = htonl((uint32_t)i + 1);
      packet[0] = 0x80;
      packet[1] = 11;
      memcpy(packet + 2, &sequence, 2);
      memcpy(packet + 4, &timestamp, 4);
      memcpy(packet + 8, &ssrc, 4);
      memcpy(packet + HEADER, payload[i % channels], FRAMES * 2);
      if (sendto(socket_fd, packet, sizeof packet, 0, (struct sockaddr *)&to[i], sizeof to[i]) < 0) die("sendto");
    }
  }
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  double ns = 1e9 * (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
              1e3 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
  printf("%.0f ns a packet\n", ns / ((double)blocks * destinations));
  return 0;
}
