#define _GNU_SOURCE
#include "CPseudoTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

int pty_open(int columns, int rows, int *far) {
  int near = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (near < 0) return -1;
  char name[128];
  if (grantpt(near) == 0 && unlockpt(near) == 0 && ptsname_r(near, name, sizeof name) == 0) {
    *far = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (*far >= 0) {
      pty_resize(near, columns, rows);
      return near;
    }
  }
  close(near);
  return -1;
}

int pty_resize(int near, int columns, int rows) {
  struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
  return ioctl(near, TIOCSWINSZ, &size);
}

/// What runs between fork and exec. Only what is safe there, because the tests have threads.
static void become(
    int far, const char *path, char *const arguments[], char *const environment[], const char *directory) {
  setsid();
  if (ioctl(far, TIOCSCTTY, 0) != 0 || dup2(far, 0) < 0 || dup2(far, 1) < 0 || dup2(far, 2) < 0) return;
  if (directory && chdir(directory) != 0) return;
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execve(path, arguments, environment);
}

pid_t pty_spawn(
    int far, const char *path, char *const arguments[], char *const environment[], const char *directory) {
  int report[2];
  if (pipe2(report, O_CLOEXEC) != 0) return -1;
  // Signals wait until the child has its own handlers again.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t process = fork();
  if (process == 0) {
    become(far, path, arguments, environment, directory);
    int code = errno;
    if (write(report[1], &code, sizeof code) < 0) _exit(126);
    _exit(127);
  }
  int code = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  close(report[1]);
  if (process > 0) {
    ssize_t count;
    do count = read(report[0], &code, sizeof code);
    while (count < 0 && errno == EINTR);
    if (count > 0) {
      waitpid(process, NULL, 0);
      process = -1;
    }
  }
  close(report[0]);
  errno = code;
  return process;
}

size_t pty_modes(int descriptor, unsigned char *bytes, size_t capacity) {
  struct termios modes;
  memset(&modes, 0, sizeof modes);
  if (tcgetattr(descriptor, &modes) != 0 || capacity < 4 * sizeof(tcflag_t) + NCCS) return 0;
  tcflag_t flags[] = {modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag};
  memcpy(bytes, flags, sizeof flags);
  memcpy(bytes + sizeof flags, modes.c_cc, NCCS);
  return sizeof flags + NCCS;
}

int pty_is_raw(int descriptor) {
  struct termios modes;
  return tcgetattr(descriptor, &modes) == 0 && !(modes.c_lflag & (ECHO | ICANON | ISIG)) &&
         !(modes.c_iflag & (IXON | ICRNL));
}

int pty_wait(pid_t process, int milliseconds, int *status) {
  int descriptor = (int)syscall(SYS_pidfd_open, process, 0);
  if (descriptor >= 0) {
    struct pollfd polled = {descriptor, POLLIN, 0};
    poll(&polled, 1, milliseconds);
    close(descriptor);
  }
  return waitpid(process, status, WNOHANG) == process;
}

int pty_kill(pid_t process, int number) { return kill(process, number); }
