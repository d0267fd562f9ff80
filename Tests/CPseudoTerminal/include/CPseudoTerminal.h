#pragma once

#include <stddef.h>
#include <sys/types.h>

/// Opens a pseudo terminal of that size; returns the near end and sets `*far` to the program's; -1 on failure.
int pty_open(int columns, int rows, int *far);

/// Gives the pseudo terminal another size, of which its program is told.
int pty_resize(int near, int columns, int rows);

/// Starts `path` in a session of its own with `far` as its terminal, no signal blocked or ignored.
/// Returns its process id, or -1 with errno set where it could not be started.
pid_t pty_spawn(
    int far, const char *path, char *const arguments[], char *const environment[], const char *directory);

/// What the terminal's modes are, as bytes that can be compared; returns their count, 0 on failure.
size_t pty_modes(int descriptor, unsigned char *bytes, size_t capacity);

/// Whether the terminal is in raw mode: no echo, no lines, no signals.
int pty_is_raw(int descriptor);

/// Waits for a process at most that long; 1 when it has ended (`*status` as from waitpid), 0 otherwise.
int pty_wait(pid_t process, int milliseconds, int *status);

/// Sends a signal to a process or, negative, to a group.
int pty_kill(pid_t process, int number);
