#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
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

int pipe_open(int ends[2]) { return pipe2(ends, O_CLOEXEC | O_NONBLOCK); }

int signal_pipe_open(const int *numbers, size_t count) {
  int ends[2];
  if (writeEnd >= 0 || count > MOST_SIGNALS || pipe_open(ends) != 0) return -1;
  readEnd = ends[0];
  writeEnd = ends[1];
  struct sigaction action = passing_on();
  for (watchedCount = 0; watchedCount < count; watchedCount++) {
    watched[watchedCount] = numbers[watchedCount];
    sigaction(numbers[watchedCount], &action, &actionsBefore[watchedCount]);
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
  struct sigaction plain = {0}, before;
  plain.sa_handler = SIG_DFL;
  sigemptyset(&plain.sa_mask);
  sigaction(SIGTSTP, &plain, &before);
  // To the whole group, as the terminal does it: a script or a pipeline around this program stops as well.
  kill(0, SIGTSTP);
  sigaction(SIGTSTP, &before, NULL);
}

// MARK: - Crashes

/// What ends a program where nobody asks it first: faults of its own, and signals that are not meant for it.
static const int crashes[] = {SIGSEGV, SIGBUS,  SIGILL,  SIGTRAP, SIGFPE,    SIGABRT, SIGQUIT,
                              SIGSYS,  SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU};
enum { CRASHES = sizeof crashes / sizeof *crashes };

static struct {
  volatile sig_atomic_t armed;
  int descriptor;
  const char *bytes;
  size_t count;
  struct termios modes;
  struct sigaction before[CRASHES];
} guard;

static char alternateStack[1 << 16];

static void give_back(void) {
  if (!guard.armed) return;
  guard.armed = 0;
  write_fully(guard.descriptor, guard.bytes, guard.count);
  tcsetattr(guard.descriptor, TCSANOW, &guard.modes);
}

static void crash(int number) {
  give_back();
  for (int index = 0; index < CRASHES; index++)
    if (crashes[index] == number) sigaction(number, &guard.before[index], NULL);
  raise(number);
}

static void leave(void) { give_back(); }

void crash_guard_arm(int descriptor, const char *bytes, size_t count, const struct termios *modes) {
  static int installed;
  guard.armed = 0;
  guard.descriptor = descriptor;
  guard.bytes = bytes;
  guard.count = count;
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
    for (int index = 0; index < CRASHES; index++) sigaction(crashes[index], &action, &guard.before[index]);
  }
  guard.armed = 1;
}

void crash_guard_disarm(void) { guard.armed = 0; }
