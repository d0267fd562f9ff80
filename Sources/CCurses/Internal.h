#pragma once

#include <stddef.h>
#include <stdint.h>
#include <termios.h>

/// Takes the writes to `descriptor`, which is ncurses' own, as output; -1 takes none.
void output_gather(int descriptor);
/// Adds bytes to the output, between two writes of ncurses.
void output_add(const char *bytes, size_t count);
/// Whether not all output was sent.
int output_is_pending(void);
/// Whether output was lost for want of memory since the last call.
int output_was_lost(void);
/// Throws away what was not sent.
void output_forget(void);
/// Sends output for at most that many milliseconds; whether all of it was sent.
int output_send(int descriptor, int waits, int milliseconds);
void output_free(void);
/// Opens the terminal for output that does not wait; `*waits` where that cannot be had.
int output_open(int terminal, int *waits);
/// Writes for at most that many milliseconds and returns how much was written; all of it where the terminal is gone. Safe
/// in a signal handler.
size_t write_within(int descriptor, int waits, const char *bytes, size_t count, int milliseconds);

/// From now on a crash or an exit writes `bytes`, which are copied, to `descriptor` and gives it `modes` first.
void crash_guard_arm(int descriptor, int waits, const char *bytes, size_t count, const struct termios *modes);
/// From now on a crash leaves the terminal alone.
void crash_guard_disarm(void);

/// The terminfo entry of the terminal that `setupterm` has loaded, changed for Gloss and in the form that the variable
/// TERMINFO takes; null where there is no memory. The caller frees it.
char *private_terminfo(const char *term, int trueColors);

/// Loads the terminfo entry of `term` for the functions below; false where there is none.
int terminfo_load(const char *term, int descriptor);

/// A string of the loaded entry by its terminfo name; null where the entry has none.
const char *capability(const char *name);

/// Copies a capability that takes no parameters to `bytes`, at most `limit` of it, without its delays. Returns how many.
size_t capability_bytes(const char *name, char *bytes, size_t limit);

/// The same of a capability with two parameters.
size_t capability_bytes_at(const char *name, int first, int second, char *bytes, size_t limit);

/// Has libc read and write UTF-8, whatever locale is named; or bytes.
void use_utf8_locale(int utf8);

/// What libc's own wcwidth says.
int libc_width(uint32_t scalar);
