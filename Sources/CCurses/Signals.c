#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "CCurses.h"
#include "Internal.h"

// MARK: - Signals as bytes

enum { MOST_SIGNALS = 16 };

static volatile sig_atomic_t writeEnd = -1;
static int readEnd = -1;
static size_t watchedCount;
static int watched[MOST_SIGNALS];
static struct sigaction actionsBefore[MOST_SIGNALS];

static void pass_on(int number) {
  int saved = errno;
  char byte = (char)number;
  // A full pipe is read soon, and then every signal in it is acted upon; one more of the same adds nothing.
  if (writeEnd >= 0 && write(writeEnd, &byte, 1) < 0) errno = saved;
  errno = saved;
}

static struct sigaction passing_on(void) {
  struct sigaction action = {0};
  action.sa_handler = pass_on;
  action.sa_flags = SA_RESTART;
  sigfillset(&action.sa_mask);
  return action;
}

static int is_ignored(int number) {
  struct sigaction action;
  return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

int pipe_open(int ends[2]) { return pipe2(ends, O_CLOEXEC | O_NONBLOCK); }

int signal_pipe_open(const int *numbers, size_t count) {
  int ends[2];
  if (writeEnd >= 0 || count > MOST_SIGNALS || pipe_open(ends) != 0) return -1;
  readEnd = ends[0];
  writeEnd = ends[1];
  struct sigaction action = passing_on();
  watchedCount = 0;
  for (size_t index = 0; index < count; index++) {
    int number = numbers[index];
    // What is ignored stays ignored, as nohup wants it; not that shells leave these two ignored to say something.
    if (number != SIGWINCH && number != SIGCONT && is_ignored(number)) continue;
    watched[watchedCount] = number;
    sigaction(number, &action, &actionsBefore[watchedCount]);
    watchedCount++;
  }
  return readEnd;
}

void signal_pipe_close(void) {
  if (writeEnd < 0) return;
  while (watchedCount > 0) {
    watchedCount--;
    sigaction(watched[watchedCount], &actionsBefore[watchedCount], NULL);
  }
  int end = writeEnd;
  writeEnd = -1;
  close(end);
  close(readEnd);
  readEnd = -1;
}

void signal_stop_process(void) {
  if (is_ignored(SIGTSTP)) return;
  struct sigaction plain = {0}, before;
  plain.sa_handler = SIG_DFL;
  sigemptyset(&plain.sa_mask);
  sigaction(SIGTSTP, &plain, &before);
  // To the whole group, as the terminal does it: a script or a pipeline around this program stops as well.
  kill(0, SIGTSTP);
  sigaction(SIGTSTP, &before, NULL);
}

// MARK: - Crashes

/// The signals that end a program by default and that nobody waits for: faults of its own, and what was not meant for it.
static int ends_program(int number) {
  switch (number) {
    case SIGKILL: case SIGSTOP: case SIGCHLD: case SIGCONT: case SIGURG: case SIGWINCH: case SIGTSTP: case SIGTTIN:
    case SIGTTOU: case SIGHUP: case SIGINT: case SIGTERM: case SIGXFSZ:
      return 0;
    default:
      return number < 32 || (number >= SIGRTMIN && number <= SIGRTMAX);
  }
}

enum { RESTORING_SIZE = 512 };

static struct {
  volatile sig_atomic_t armed;
  int descriptor, waits;
  char bytes[RESTORING_SIZE];
  size_t count;
  struct termios modes;
  struct sigaction before[NSIG];
} guard;

static char alternateStack[1 << 16];

static void give_back(void) {
  if (!guard.armed) return;
  guard.armed = 0;
  write_within(guard.descriptor, guard.waits, guard.bytes, guard.count, 500);
  tcsetattr(guard.descriptor, TCSANOW, &guard.modes);
}

static void crash(int number) {
  give_back();
  sigaction(number, &guard.before[number], NULL);
  raise(number);
}

static void leave(void) { give_back(); }

void crash_guard_arm(int descriptor, int waits, const char *bytes, size_t count, const struct termios *modes) {
  static int installed;
  guard.armed = 0;
  guard.descriptor = descriptor;
  guard.waits = waits;
  guard.count = count < RESTORING_SIZE ? count : RESTORING_SIZE;
  memcpy(guard.bytes, bytes, guard.count);
  guard.modes = *modes;
  if (!installed) {
    installed = 1;
    atexit(leave);
    stack_t stack = {.ss_sp = alternateStack, .ss_size = sizeof alternateStack};
    stack_t current;
    if (sigaltstack(NULL, &current) == 0 && (current.ss_flags & SS_DISABLE)) sigaltstack(&stack, NULL);
    struct sigaction action = {0};
    action.sa_handler = crash;
    action.sa_flags = SA_ONSTACK;
    sigfillset(&action.sa_mask);
    for (int number = 1; number < NSIG; number++)
      if (ends_program(number) && !is_ignored(number)) sigaction(number, &action, &guard.before[number]);
  }
  guard.armed = 1;
}

void crash_guard_disarm(void) { guard.armed = 0; }
