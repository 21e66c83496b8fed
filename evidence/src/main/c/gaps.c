/*
 * Takes all that comes to a port of this machine, at whatever address, and tells how evenly each address's packets came.
 *
 *   gaps PORT WARM SECONDS ADDRESS/BITS...     leaves out the first WARM seconds; one line for each network of addresses
 *
 * A line: the network, its packets, and percentiles (50, 99, 99.9) and the maximum of |gap between two packets of an address -
 * 256 frames at 44 100 Hz| in microseconds, by the kernel's time of arrival.
 *
 * Reads and drops what comes to PORT + 1, a sender's reports: where nobody has that port each is refused, and costs the sender what
 * a receiver would spare it.
 *
 * Looks after what came a hundred times a second: a receiver that waits is woken by the sender, in the sender's own time. On a network
 * the sender has no part in that; and on loopback waking costs a real-time thread, as ours is, several times what it costs others.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { BATCH = 256, CONTROL = 128, MOST_NETWORKS = 8, MICROSECONDS = 200000, LOOK_NS = 10000000 };

static const double GAP_NS = 256e9 / 44100;

struct network {
  const char *name;
  uint32_t address, mask;
  int64_t *last;       /* arrival of each address's last packet; 0: none */
  uint64_t *histogram; /* of deviations, in microseconds */
  uint64_t packets;
};

static void die(const char *what) {
  perror(what);
  exit(1);
}

static int bound(int port) {
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  if (fd < 0) die("socket");
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  if (bind(fd, (struct sockaddr *)&here, sizeof here) < 0) die("bind");
  return fd;
}

static int timed(int fd) {
  int on = 1, bytes = 8 << 20;
  if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes) < 0 &&
      setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes) < 0)
    die("SO_RCVBUF");
  if (setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on) < 0) die("SO_TIMESTAMPNS");
  if (setsockopt(fd, IPPROTO_IP, IP_PKTINFO, &on, sizeof on) < 0) die("IP_PKTINFO");
  return fd;
}

static void drop_all(int fd) {
  uint8_t byte;
  while (recv(fd, &byte, sizeof byte, MSG_DONTWAIT) >= 0) {
  }
}

static struct network parse(char *text) {
  struct network network = {.name = strdup(text)};
  char *slash = strchr(text, '/');
  struct in_addr address;
  int bits = slash ? atoi(slash + 1) : 32;
  if (slash) *slash = 0;
  if (inet_pton(AF_INET, text, &address) != 1 || bits < 16 || bits > 32) {
    fprintf(stderr, "gaps: %s: ADDRESS/BITS with 16 to 32 bits\n", network.name);
    exit(2);
  }
  network.mask = bits == 32 ? 0xffffffff : ~(0xffffffffu >> bits);
  network.address = ntohl(address.s_addr) & network.mask;
  network.last = calloc((size_t)~network.mask + 1, sizeof(int64_t));
  network.histogram = calloc(MICROSECONDS + 1, sizeof(uint64_t));
  if (!network.last || !network.histogram) die("calloc");
  return network;
}

static void note(struct network *network, uint32_t address, int64_t at, int counted) {
  int64_t *last = &network->last[address & ~network->mask];
  if (*last && counted) {
    double deviation = (double)(at - *last) - GAP_NS;
    int64_t us = (int64_t)((deviation < 0 ? -deviation : deviation) / 1000);
    network->histogram[us > MICROSECONDS ? MICROSECONDS : us]++;
    network->packets++;
  }
  *last = at;
}

static int percentile(const struct network *network, double fraction) {
  uint64_t wanted = (uint64_t)(fraction * (double)network->packets), seen = 0;
  for (int us = 0; us <= MICROSECONDS; us++) {
    seen += network->histogram[us];
    if (seen > wanted || (seen == network->packets && seen)) return us;
  }
  return 0;
}

static int64_t now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

int main(int argc, char **argv) {
  if (argc < 5 || argc > 4 + MOST_NETWORKS) {
    fprintf(stderr, "gaps PORT WARM SECONDS ADDRESS/BITS...\n");
    return 2;
  }
  struct network networks[MOST_NETWORKS];
  int count = argc - 4;
  for (int i = 0; i < count; i++) networks[i] = parse(argv[4 + i]);
  int fd = timed(bound(atoi(argv[1]))), reports = bound(atoi(argv[1]) + 1);

  static struct mmsghdr messages[BATCH];
  static struct iovec vectors[BATCH];
  static uint8_t bytes[BATCH][64]; /* the header is enough: the rest is cut off */
  static _Alignas(struct cmsghdr) uint8_t controls[BATCH][CONTROL];
  int64_t start = now_ns(), from = start + (int64_t)(atof(argv[2]) * 1e9), until = from + (int64_t)(atof(argv[3]) * 1e9);
  while (now_ns() < until) {
    drop_all(reports);
    for (int i = 0; i < BATCH; i++) {
      vectors[i] = (struct iovec){bytes[i], sizeof bytes[i]};
      messages[i].msg_hdr =
          (struct msghdr){.msg_iov = &vectors[i], .msg_iovlen = 1, .msg_control = controls[i], .msg_controllen = CONTROL};
    }
    int got = recvmmsg(fd, messages, BATCH, MSG_DONTWAIT, NULL);
    if (got < 0 && errno != EAGAIN && errno != EINTR) die("recvmmsg");
    if (got < BATCH) {
      struct timespec look = {.tv_nsec = LOOK_NS};
      nanosleep(&look, NULL);
    }
    for (int i = 0; i < got; i++) {
      int64_t at = 0;
      uint32_t address = 0;
      struct msghdr *header = &messages[i].msg_hdr;
      for (struct cmsghdr *c = CMSG_FIRSTHDR(header); c; c = CMSG_NXTHDR(header, c)) {
        if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_TIMESTAMPNS) {
          struct timespec time;
          memcpy(&time, CMSG_DATA(c), sizeof time);
          at = time.tv_sec * 1000000000LL + time.tv_nsec;
        } else if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_PKTINFO) {
          struct in_pktinfo info;
          memcpy(&info, CMSG_DATA(c), sizeof info);
          address = ntohl(info.ipi_addr.s_addr);
        }
      }
      for (int n = 0; n < count; n++)
        if ((address & networks[n].mask) == networks[n].address) note(&networks[n], address, at, at > from);
    }
  }
  for (int n = 0; n < count; n++) {
    const struct network *network = &networks[n];
    printf("%s %llu %d %d %d %d\n", network->name, (unsigned long long)network->packets, percentile(network, 0.5),
           percentile(network, 0.99), percentile(network, 0.999), percentile(network, 1));
  }
  return 0;
}
