#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "CCurses.h"
#include "Internal.h"

// ncurses writes whenever it has moved the cursor, so that a terminal could show a frame half drawn, and it waits for a
// terminal that takes nothing. A program's own `write` comes before libc's: what ncurses writes to its own descriptor is
// gathered here, and nobody else has that descriptor.

static struct Output {
  char *bytes;
  size_t count, sent, capacity;
  int lost;
} output;
static int gathered = -1;

static int make_room(size_t count) {
  if (output.sent == output.count) output.sent = output.count = 0;
  if (output.count + count <= output.capacity) return 1;
  size_t capacity = (output.count + count) * 2;
  char *larger = realloc(output.bytes, capacity);
  if (!larger) return 0;
  output.bytes = larger;
  output.capacity = capacity;
  return 1;
}

void output_add(const char *bytes, size_t count) {
  if (!make_room(count)) {
    output.lost = 1;
    return;
  }
  memcpy(output.bytes + output.count, bytes, count);
  output.count += count;
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
  if (descriptor < 0 || descriptor != gathered) return syscall(SYS_write, descriptor, bytes, count);
  output_add(bytes, count);
  return (ssize_t)count;
}

void output_gather(int descriptor) { gathered = descriptor; }

int output_is_pending(void) { return output.sent < output.count; }

int output_was_lost(void) {
  int lost = output.lost;
  output.lost = 0;
  return lost;
}

void output_forget(void) { output.sent = output.count = 0; }

void output_free(void) {
  free(output.bytes);
  output = (struct Output){0};
}

/// Most that is written at once to a terminal that cannot be asked not to wait: it has room for as much where it is ready.
enum { SMALL_PIECE = 256 };

int output_open(int terminal, int *waits) {
  *waits = 0;
  char name[64];
  struct stat given, opened;
  if (ttyname_r(terminal, name, sizeof name) == 0 && fstat(terminal, &given) == 0) {
    // A description of our own: that of the shell must not become one that does not wait.
    int own = open(name, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (own >= 0 && fstat(own, &opened) == 0 && opened.st_rdev == given.st_rdev) return own;
    if (own >= 0) close(own);
  }
  *waits = 1;
  return fcntl(terminal, F_DUPFD_CLOEXEC, 0);
}

static int milliseconds_left(const struct timespec *end) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  long left = (end->tv_sec - now.tv_sec) * 1000 + (end->tv_nsec - now.tv_nsec) / 1000000;
  return left > 0 ? (int)left : 0;
}

size_t write_within(int descriptor, int waits, const char *bytes, size_t count, int milliseconds) {
  struct timespec end;
  clock_gettime(CLOCK_MONOTONIC, &end);
  end.tv_sec += milliseconds / 1000;
  end.tv_nsec += milliseconds % 1000 * 1000000L;
  if (end.tv_nsec >= 1000000000L) {
    end.tv_sec++;
    end.tv_nsec -= 1000000000L;
  }
  size_t sent = 0;
  while (sent < count) {
    struct pollfd ready = {descriptor, POLLOUT, 0};
    if (waits && poll(&ready, 1, 0) <= 0) {
      errno = EAGAIN;
    } else {
      size_t piece = waits && count - sent > SMALL_PIECE ? SMALL_PIECE : count - sent;
      ssize_t written = syscall(SYS_write, descriptor, bytes + sent, piece);
      if (written > 0) {
        sent += written;
        continue;
      }
    }
    if (errno == EINTR) continue;
    // The terminal is gone: nobody will ever see the rest.
    if (errno != EAGAIN) return count;
    int left = milliseconds_left(&end);
    if (left == 0) return sent;
    poll(&ready, 1, left);
  }
  return sent;
}

int output_send(int descriptor, int waits, int milliseconds) {
  output.sent +=
      write_within(descriptor, waits, output.bytes + output.sent, output.count - output.sent, milliseconds);
  return !output_is_pending();
}
