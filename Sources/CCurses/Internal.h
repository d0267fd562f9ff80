#pragma once

#include <stddef.h>
#include <stdint.h>
#include <termios.h>

/// Writes all of it, whatever interrupts; gives up on an error. Safe in a signal handler.
void write_fully(int descriptor, const char *bytes, size_t count);

/// From now on a crash or an exit writes `bytes` to `descriptor` and gives it `modes` first.
void crash_guard_arm(int descriptor, const char *bytes, size_t count, const struct termios *modes);
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

/// What libc's own wcwidth says.
int libc_width(uint32_t scalar);
