#include "CCurses.h"
#include "Internal.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

// Last, because term.h defines macros with names like `columns`.
#include <curses.h>
#include <term.h>

// The compiled form is that of term(5), "Extended Number Format".

typedef struct {
  unsigned char *bytes;
  size_t count, capacity;
  int failed;
} Buffer;

static void put(Buffer *buffer, const void *bytes, size_t count) {
  if (buffer->count + count > buffer->capacity) {
    size_t capacity = (buffer->count + count) * 2;
    unsigned char *larger = realloc(buffer->bytes, capacity);
    if (!larger) {
      buffer->failed = 1;
      return;
    }
    buffer->bytes = larger;
    buffer->capacity = capacity;
  }
  memcpy(buffer->bytes + buffer->count, bytes, count);
  buffer->count += count;
}

static void put_number(Buffer *buffer, int32_t number, int size) {
  unsigned char bytes[4];
  for (int index = 0; index < size; index++) bytes[index] = (uint32_t)number >> (8 * index);
  put(buffer, bytes, size);
}

static void put_even(Buffer *buffer) {
  if (buffer->count % 2) put(buffer, "", 1);
}

const char *capability(const char *name) {
  const char *value = tigetstr(name);
  return value == (char *)-1 ? NULL : value;
}

/// Copies a string without its delays, at most `limit` of it.
static size_t without_delays(const char *value, char *bytes, size_t limit) {
  size_t count = 0;
  while (value && *value && count < limit) {
    const char *end = value[0] == '$' && value[1] == '<' ? strchr(value, '>') : NULL;
    if (end) {
      value = end + 1;
    } else {
      bytes[count++] = *value++;
    }
  }
  return count;
}

size_t capability_bytes(const char *name, char *bytes, size_t limit) {
  return without_delays(capability(name), bytes, limit);
}

size_t capability_bytes_at(const char *name, int first, int second, char *bytes, size_t limit) {
  const char *value = capability(name);
  return value ? without_delays(tiparm(value, first, second), bytes, limit) : 0;
}

int terminfo_load(const char *term, int descriptor) {
  int found = 0;
  return setupterm(term, descriptor, &found) == OK && found == 1;
}

typedef struct {
  const char *name, *value;
} Change;

static const char *changed(const Change *changes, const char *name) {
  for (const Change *change = changes; change->name; change++)
    if (strcmp(change->name, name) == 0) return change->value;
  return capability(name);
}

char *private_terminfo(const char *term, int trueColors) {
  Change changes[16] = {0};
  int change = 0;
  // The reader's palette stays as it is, even when the program ends: no initc, and no oc, which resets it.
  changes[change++] = (Change){"initc", NULL};
  changes[change++] = (Change){"initp", NULL};
  changes[change++] = (Change){"oc", NULL};
  const char *strike = capability("smxx");
  if (strike) {
    // ncurses knows no strikethrough: it travels as the protected mode, which nothing draws. The string `sgr`, which
    // sets all attributes at once, does not know that, so that ncurses has to set them one by one.
    changes[change++] = (Change){"prot", strike};
    changes[change++] = (Change){"sgr", NULL};
    // Nothing draws with the alternate character set, so that nothing has to end it each time.
    const char *plain = capability("sgr0");
    if (plain && strncmp(plain, "\033(B", 3) == 0) changes[change++] = (Change){"sgr0", plain + 3};
  }
  if (trueColors) {
    changes[change++] = (Change){"setaf", "\033[38;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%dm"};
    changes[change++] = (Change){"setab", "\033[48;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%dm"};
    changes[change++] = (Change){"setf", NULL};
    changes[change++] = (Change){"setb", NULL};
    if (!capability("op")) changes[change++] = (Change){"op", "\033[39;49m"};
  }

  int booleans = 0, numbers = 0, strings = 0;
  while (boolnames[booleans]) booleans++;
  while (numnames[numbers]) numbers++;
  while (strnames[strings]) strings++;

  Buffer table = {0}, entry = {0};
  Buffer offsets = {0};
  for (int index = 0; index < strings; index++) {
    const char *value = changed(changes, strnames[index]);
    put_number(&offsets, value ? (int32_t)table.count : -1, 2);
    if (value) put(&table, value, strlen(value) + 1);
  }

  put_number(&entry, 01036, 2);
  put_number(&entry, (int32_t)strlen(term) + 1, 2);
  put_number(&entry, booleans, 2);
  put_number(&entry, numbers, 2);
  put_number(&entry, strings, 2);
  put_number(&entry, (int32_t)table.count, 2);
  put(&entry, term, strlen(term) + 1);
  for (int index = 0; index < booleans; index++) {
    int value = tigetflag(boolnames[index]) > 0 && strcmp(boolnames[index], "ccc") != 0;
    put_number(&entry, value, 1);
  }
  put_even(&entry);
  for (int index = 0; index < numbers; index++) {
    int value = tigetnum(numnames[index]);
    if (trueColors && strcmp(numnames[index], "colors") == 0) value = 0x1000000;
    if (trueColors && strcmp(numnames[index], "pairs") == 0) value = 0x10000;
    // newterm wants a size, which it can't ask of a terminal that it doesn't see; the true one is given to it afterwards.
    if (value < 0 && strcmp(numnames[index], "cols") == 0) value = 80;
    if (value < 0 && strcmp(numnames[index], "lines") == 0) value = 24;
    put_number(&entry, value < 0 ? -1 : value, 4);
  }
  put(&entry, offsets.bytes, offsets.count);
  put(&entry, table.bytes, table.count);
  if (trueColors) {
    put_even(&entry);
    put_number(&entry, 1, 2);  // one boolean
    put_number(&entry, 0, 2);  // no number
    put_number(&entry, 0, 2);  // no string
    put_number(&entry, 1, 2);  // one string in the table: the boolean's name
    put_number(&entry, 4, 2);  // the size of the table
    put(&entry, "\1\0", 2);    // the boolean, and to an even place
    put_number(&entry, 0, 2);  // where its name begins
    put(&entry, "RGB", 4);
  }

  char *text = NULL;
  if (!entry.failed && !table.failed && !offsets.failed && table.count < 0x8000) {
    text = malloc(4 + entry.count * 2 + 1);
    if (text) {
      memcpy(text, "hex:", 4);
      for (size_t index = 0; index < entry.count; index++) {
        text[4 + 2 * index] = "0123456789ABCDEF"[entry.bytes[index] >> 4];
        text[5 + 2 * index] = "0123456789ABCDEF"[entry.bytes[index] & 15];
      }
      text[4 + 2 * entry.count] = 0;
    }
  }
  free(entry.bytes);
  free(table.bytes);
  free(offsets.bytes);
  return text;
}

TerminalDescription terminal_describe(const char *term) {
  TerminalDescription description = {0};
  TERMINAL *before = cur_term;
  if (terminfo_load(term, 1)) {
    description.known = 1;
    description.trueColors = tigetflag("RGB") > 0 || tigetflag("Tc") > 0 || tigetnum("RGB") > 0;
    TERMINAL *mine = cur_term;
    set_curterm(before);
    if (mine && mine != before) del_curterm(mine);
  }
  return description;
}

void use_utf8_locale(int utf8) {
  if (!utf8) {
    setlocale(LC_CTYPE, "C");
    return;
  }
  // A machine that names a locale which it does not have still has a terminal that draws UTF-8.
  static const char *const names[] = {"", "C.UTF-8", "en_US.UTF-8"};
  for (size_t index = 0; index < sizeof names / sizeof *names; index++)
    if (setlocale(LC_CTYPE, names[index]) && strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return;
}

/// Goes back to the terminal that was loaded before.
static void drop_terminal(TERMINAL *before) {
  TERMINAL *mine = cur_term;
  set_curterm(before);
  if (mine && mine != before) del_curterm(mine);
}

void terminal_prepare(const char *term, int trueColors, int utf8) {
  use_utf8_locale(utf8);
  // What follows is asked of the terminal or set by its size: LINES and COLUMNS that a shell exported are stale.
  use_env(FALSE);
  TERMINAL *before = cur_term;
  if (!terminfo_load(term, 1)) return;
  char *entry = private_terminfo(term, trueColors);
  const char *set = getenv("TERMINFO");
  char *terminfo = set ? strdup(set) : NULL;
  if (entry) setenv("TERMINFO", entry, 1);
  free(entry);
  drop_terminal(before);
  // An entry that ncurses does not take is left out.
  before = cur_term;
  if (!terminfo_load(term, 1)) {
    if (terminfo) setenv("TERMINFO", terminfo, 1);
    else unsetenv("TERMINFO");
  }
  free(terminfo);
  drop_terminal(before);
}
