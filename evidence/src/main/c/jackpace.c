/*
 * The least a sender with JACK input can do: a client with CHANNELS ports, each channel's samples as L16 in RTP packets of 256
 * frames to an address of its own, with sendto from one socket. What AudioStreamUDP's sender with --input jack: is measured against.
 *
 *   jackpace callback|thread FIRST_ADDRESS PORT CHANNELS SOURCE     channel i goes to FIRST_ADDRESS + i, from SOURCE:out_(i + 1)
 *
 * callback: sends within JACK's process callback. That is the floor, though JACK asks clients not to: a system call may wait.
 * thread: the callback leaves packets in a lock-free ring, and a thread with JACK's priority less one sends them, as a careful
 * program would. Periods are multiples of 256 frames. Runs until SIGTERM, then prints packets sent, refused, and dropped at a full ring.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <jack/jack.h>
#include <jack/thread.h>
#include <math.h>
#include <netinet/in.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { FRAMES = 256, HEADER = 12, PACKET = HEADER + 2 * FRAMES, MOST_CHANNELS = 64, SLOTS = 64 };

/* A block's packets, ready to go. */
typedef uint8_t slot[MOST_CHANNELS][PACKET];

static slot ring[SLOTS];
static atomic_uint written, sent; /* blocks; each has one writer */
static sem_t filled;
static int threaded, socket_fd, channels;
static jack_port_t *ports[MOST_CHANNELS];
static struct sockaddr_in to[MOST_CHANNELS];
static uint32_t block_number;
static atomic_ullong packets, refused, dropped;

static void die(const char *what) {
  perror(what);
  exit(1);
}

static void encode(uint8_t *packet, const float *samples, uint32_t ssrc) {
  uint16_t sequence = htons((uint16_t)block_number);
  uint32_t timestamp = htonl(block_number * FRAMES), source = htonl(ssrc);
  packet[0] = 0x80;
  packet[1] = 11;
  memcpy(packet + 2, &sequence, 2);
  memcpy(packet + 4, &timestamp, 4);
  memcpy(packet + 8, &source, 4);
  uint16_t *payload = (uint16_t *)(packet + HEADER);
  for (int i = 0; i < FRAMES; i++) {
    float scaled = fminf(fmaxf(samples[i] * 32768.0f, -32768.0f), 32767.0f);
    payload[i] = htons((uint16_t)(int16_t)lrintf(scaled));
  }
}

static void send_all(slot block) {
  for (int c = 0; c < channels; c++) {
    if (sendto(socket_fd, block[c], PACKET, 0, (struct sockaddr *)&to[c], sizeof to[c]) < 0)
      atomic_fetch_add_explicit(&refused, 1, memory_order_relaxed);
    else
      atomic_fetch_add_explicit(&packets, 1, memory_order_relaxed);
  }
}

static void take_block(const float *const *samples, jack_nframes_t offset) {
  unsigned at = atomic_load_explicit(&written, memory_order_relaxed);
  if (at - atomic_load_explicit(&sent, memory_order_acquire) == SLOTS) {
    atomic_fetch_add_explicit(&dropped, (unsigned long long)channels, memory_order_relaxed);
    block_number++;
    return;
  }
  for (int c = 0; c < channels; c++) encode(ring[at % SLOTS][c], samples[c] + offset, (uint32_t)c + 1);
  block_number++;
  if (threaded) {
    atomic_store_explicit(&written, at + 1, memory_order_release);
    sem_post(&filled);
  } else {
    send_all(ring[0]);
  }
}

static int process(jack_nframes_t frames, void *unused) {
  (void)unused;
  const float *samples[MOST_CHANNELS];
  for (int c = 0; c < channels; c++) samples[c] = jack_port_get_buffer(ports[c], frames);
  for (jack_nframes_t offset = 0; offset + FRAMES <= frames; offset += FRAMES) take_block(samples, offset);
  return 0;
}

static void *send_blocks(void *unused) {
  (void)unused;
  for (unsigned at = 0;; at++) {
    while (sem_wait(&filled) != 0) {
    }
    send_all(ring[at % SLOTS]);
    atomic_store_explicit(&sent, at + 1, memory_order_release);
  }
  return NULL;
}

static void server_gone(void *unused) {
  (void)unused;
  _exit(1);
}

static void open_socket(const char *first_address, int port) {
  struct in_addr first;
  if (inet_pton(AF_INET, first_address, &first) != 1) {
    fprintf(stderr, "jackpace: '%s': an IPv4 address\n", first_address);
    exit(2);
  }
  socket_fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
  if (socket_fd < 0) die("socket");
  int bytes = 1 << 20, tos = 46 << 2;
  if (setsockopt(socket_fd, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes) < 0) die("SO_SNDBUF");
  if (setsockopt(socket_fd, IPPROTO_IP, IP_TOS, &tos, sizeof tos) < 0) die("IP_TOS");
  for (int c = 0; c < channels; c++) {
    to[c].sin_family = AF_INET;
    to[c].sin_port = htons((uint16_t)port);
    to[c].sin_addr.s_addr = htonl(ntohl(first.s_addr) + (uint32_t)c);
  }
}

static jack_client_t *open_client(void) {
  jack_client_t *client = jack_client_open("jackpace", JackNoStartServer, NULL);
  if (client == NULL) exit(1);
  if (jack_get_buffer_size(client) % FRAMES != 0) {
    fprintf(stderr, "jackpace: a period of %u frames: multiples of %d\n", jack_get_buffer_size(client), FRAMES);
    exit(2);
  }
  for (int c = 0; c < channels; c++) {
    char name[16];
    snprintf(name, sizeof name, "in_%d", c + 1);
    ports[c] = jack_port_register(client, name, JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
    if (ports[c] == NULL) {
      fprintf(stderr, "jackpace: no room for port %d\n", c + 1);
      exit(1);
    }
  }
  return client;
}

int main(int argc, char **argv) {
  channels = argc == 6 ? atoi(argv[4]) : 0;
  threaded = argc == 6 && strcmp(argv[1], "thread") == 0;
  if (channels < 1 || channels > MOST_CHANNELS || (!threaded && strcmp(argv[1], "callback") != 0)) {
    fprintf(stderr, "jackpace callback|thread FIRST_ADDRESS PORT CHANNELS SOURCE     1 to %d channels\n", MOST_CHANNELS);
    return 2;
  }
  sigset_t ending; /* before any thread begins, so that none takes it */
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGINT);
  sigprocmask(SIG_BLOCK, &ending, NULL);
  open_socket(argv[2], atoi(argv[3]));
  jack_client_t *client = open_client();
  if (threaded) {
    jack_native_thread_t thread;
    sem_init(&filled, 0, 0);
    int priority = jack_client_real_time_priority(client);
    if (jack_client_create_thread(client, &thread, priority - 1, priority > 0, send_blocks, NULL) != 0) die("thread");
  }
  jack_set_process_callback(client, process, NULL);
  jack_on_shutdown(client, server_gone, NULL);
  if (jack_activate(client) != 0) return 1;
  for (int c = 0; c < channels; c++) {
    char source[256];
    snprintf(source, sizeof source, "%s:out_%d", argv[5], c + 1);
    if (jack_connect(client, source, jack_port_name(ports[c])) != 0) {
      fprintf(stderr, "jackpace: JACK does not connect %s\n", source);
      return 1;
    }
  }
  int which;
  sigwait(&ending, &which);
  jack_client_close(client);
  printf("%llu %llu %llu\n", (unsigned long long)packets, (unsigned long long)refused, (unsigned long long)dropped);
  return 0;
}
