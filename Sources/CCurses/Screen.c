// wcwidth and the wide half of curses.h; memfd_create and dup3.
#define _XOPEN_SOURCE 700
#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1

#include "CCurses.h"
#include "Internal.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <wchar.h>

#include <curses.h>

enum { RESTORE_SIZE = 512, OPENING_SIZE = 128, LARGEST_ROWS = 1000, LARGEST_COLUMNS = 2000 };

struct TerminalScreen {
  SCREEN *screen;
  FILE *in, *out;
  int output;
  /// A file in memory that takes ncurses' output while a frame is drawn; -1 where the system has none.
  int gathered;
  char *frame;
  size_t frameCapacity;
  /// What goes before the first frame, together with it: every piece by itself would wake the terminal up.
  char opening[OPENING_SIZE];
  size_t openingCount;
  int colors;
  int utf8;
  int xtermLike;
  int mouse;
  int cursorShown;
  int suspended;
  /// Whether there was no frame yet.
  int isOpening;
  attr_t strikethrough;
  /// How the terminal's modes were when it was taken over, and how they have to be given back.
  struct termios modes;
  /// What a crash writes.
  char restore[RESTORE_SIZE];
  size_t restoreCount;
  cchar_t *row;
  size_t rowCapacity;
};

static const char modesOn[] = "\033(B\033[?2004h\033[?1004h";
static const char modesOff[] = "\033[?1006l\033[?1002l\033[?1004l\033[?2004l";
static const char mouseOn[] = "\033[?1002h\033[?1006h";
static const char mouseOff[] = "\033[?1006l\033[?1002l";

void write_fully(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written > 0) {
      bytes += written;
      count -= written;
    } else if (written < 0 && errno == EAGAIN) {
      struct pollfd waiting = {descriptor, POLLOUT, 0};
      if (poll(&waiting, 1, 1000) <= 0) return;
    } else if (written == 0 || errno != EINTR) {
      return;
    }
  }
}

/// Adds a capability to what a crash writes.
static void add_restoring(TerminalScreen *screen, const char *name) {
  screen->restoreCount +=
      capability_bytes(name, screen->restore + screen->restoreCount, RESTORE_SIZE - screen->restoreCount);
}

/// Sends `bytes`, or lets them wait for the first frame.
static void send_modes(TerminalScreen *screen, const char *bytes, size_t count) {
  if (screen->isOpening && screen->openingCount + count <= OPENING_SIZE) {
    memcpy(screen->opening + screen->openingCount, bytes, count);
    screen->openingCount += count;
  } else {
    write_fully(screen->output, bytes, count);
  }
}

/// Sends a capability that takes no parameters; nothing where the terminal has none.
static void send_capability(TerminalScreen *screen, const char *name) {
  char bytes[RESTORE_SIZE];
  send_modes(screen, bytes, capability_bytes(name, bytes, sizeof bytes));
}

static void use_utf8_locale(int utf8) {
  if (!utf8) {
    setlocale(LC_CTYPE, "C");
    return;
  }
  // A machine that names a locale which it does not have still has a terminal that draws UTF-8.
  static const char *const names[] = {"", "C.UTF-8", "en_US.UTF-8"};
  for (size_t index = 0; index < sizeof names / sizeof *names; index++)
    if (setlocale(LC_CTYPE, names[index]) && strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return;
}

int screen_width_of(uint32_t scalar) {
  static int isSet;
  if (!isSet) use_utf8_locale(1);
  isSet = 1;
  return libc_width(scalar);
}

/// `newterm` with an entry of our own in place of the database's.
static SCREEN *open_with_private_entry(const char *term, FILE *out, FILE *in, int trueColors) {
  char *entry = private_terminfo(term, trueColors);
  const char *set = getenv("TERMINFO");
  char *before = set ? strdup(set) : NULL;
  if (entry) setenv("TERMINFO", entry, 1);
  SCREEN *screen = newterm(term, out, in);
  if (before) setenv("TERMINFO", before, 1);
  else unsetenv("TERMINFO");
  if (!screen && entry) screen = newterm(term, out, in);
  free(before);
  free(entry);
  return screen;
}

static void release(TerminalScreen *screen) {
  if (screen->in) fclose(screen->in);
  if (screen->out) fclose(screen->out);
  if (screen->output >= 0) close(screen->output);
  if (screen->gathered >= 0) close(screen->gathered);
  free(screen->frame);
  free(screen->row);
  free(screen);
}

TerminalScreen *screen_open(const char *term, int input, int output, int colors, int utf8, int *error) {
  *error = SCREEN_OK;
  struct termios modes;
  if (!isatty(input) || !isatty(output) || tcgetattr(output, &modes) != 0) {
    *error = SCREEN_NO_TERMINAL;
    return NULL;
  }
  if (!terminfo_load(term, output) || !capability("cup") || !capability("clear")) {
    *error = SCREEN_TOO_POOR;
    return NULL;
  }

  *error = SCREEN_FAILED;
  TerminalScreen *screen = calloc(1, sizeof *screen);
  if (!screen) return NULL;
  screen->modes = modes;
  screen->gathered = memfd_create("frame", MFD_CLOEXEC);
  screen->output = fcntl(output, F_DUPFD_CLOEXEC, 0);
  int inCopy = fcntl(input, F_DUPFD_CLOEXEC, 0), outCopy = fcntl(output, F_DUPFD_CLOEXEC, 0);
  screen->in = inCopy < 0 ? NULL : fdopen(inCopy, "r");
  screen->out = outCopy < 0 ? NULL : fdopen(outCopy, "w");
  if (!screen->in || !screen->out || screen->output < 0) goto failed;

  use_utf8_locale(utf8);
  screen->utf8 = utf8;
  // What follows is asked of the terminal or set by its size: LINES and COLUMNS that a shell exported are stale.
  use_env(FALSE);

  // newterm catches signals of its own; they are none of its business.
  static const int caught[] = {SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
  struct sigaction actions[4];
  for (int index = 0; index < 4; index++) sigaction(caught[index], NULL, &actions[index]);
  screen->screen = open_with_private_entry(term, screen->out, screen->in, colors == SCREEN_TRUE_COLORS);
  for (int index = 0; index < 4; index++) sigaction(caught[index], &actions[index], NULL);
  if (!screen->screen) goto failed;

  screen->xtermLike = capability("kmous") != NULL;
  screen->strikethrough = capability("prot") && !capability("sgr") ? A_PROTECT : A_NORMAL;
  if (screen->xtermLike) {
    screen->restoreCount = sizeof modesOff - 1;
    memcpy(screen->restore, modesOff, screen->restoreCount);
  }
  static const char *const restoring[] = {"sgr0", "op", "cnorm", "rmkx", "rmcup"};
  for (int index = 0; index < 5; index++) add_restoring(screen, restoring[index]);
  crash_guard_arm(screen->output, screen->restore, screen->restoreCount, &screen->modes);

  screen->isOpening = 1;
  raw();
  noecho();
  nonl();
  // ncurses reads no keys here, and need not learn what each of them sends.
  send_capability(screen, "smkx");
  typeahead(-1);
  leaveok(stdscr, FALSE);
  idlok(stdscr, TRUE);
  if (colors != SCREEN_NO_COLORS && has_colors() && start_color() == OK && use_default_colors() == OK)
    screen->colors = COLORS;
  screen->cursorShown = 1;
  if (screen->xtermLike) send_modes(screen, modesOn, sizeof modesOn - 1);
  *error = SCREEN_OK;
  return screen;

failed:
  release(screen);
  return NULL;
}

/// Sends what waited for the first frame.
static void send_opening(TerminalScreen *screen) {
  screen->isOpening = 0;
  write_fully(screen->output, screen->opening, screen->openingCount);
  screen->openingCount = 0;
}

void screen_suspend(TerminalScreen *screen) {
  if (screen->suspended) return;
  screen->suspended = 1;
  send_opening(screen);
  if (screen->xtermLike) write_fully(screen->output, modesOff, sizeof modesOff - 1);
  send_capability(screen, "rmkx");
  curs_set(1);
  screen->cursorShown = 1;
  endwin();
  tcsetattr(screen->output, TCSADRAIN, &screen->modes);
  crash_guard_disarm();
}

void screen_resume(TerminalScreen *screen) {
  if (!screen->suspended) return;
  screen->suspended = 0;
  // Whoever had the terminal meanwhile may have set it up anew; that is what it gets back at the end.
  tcgetattr(screen->output, &screen->modes);
  def_shell_mode();
  crash_guard_arm(screen->output, screen->restore, screen->restoreCount, &screen->modes);
  // The first update after endwin takes the terminal's modes back and draws everything.
  doupdate();
  send_capability(screen, "smkx");
  if (screen->xtermLike) write_fully(screen->output, modesOn, sizeof modesOn - 1);
  if (screen->mouse) screen_set_mouse(screen, 1);
}

int screen_was_taken_away(const TerminalScreen *screen) {
  struct termios modes;
  return !screen->suspended && tcgetattr(screen->output, &modes) == 0 && (modes.c_lflag & (ICANON | ECHO));
}

void screen_close(TerminalScreen *screen) {
  screen_suspend(screen);
  delscreen(screen->screen);
  release(screen);
}

int screen_colors(const TerminalScreen *screen) { return screen->colors; }

int screen_is_xterm_like(const TerminalScreen *screen) { return screen->xtermLike; }

void terminal_size(int descriptor, int *columns, int *rows) {
  struct winsize size = {0};
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) {
    size.ws_col = 80;
    size.ws_row = 24;
  }
  *columns = size.ws_col < LARGEST_COLUMNS ? size.ws_col : LARGEST_COLUMNS;
  *rows = size.ws_row < LARGEST_ROWS ? size.ws_row : LARGEST_ROWS;
}

void screen_measure(TerminalScreen *screen, int *columns, int *rows) {
  terminal_size(screen->output, columns, rows);
  if (*columns != COLS || *rows != LINES) {
    resize_term(*rows, *columns);
    clearok(curscr, TRUE);
  }
}

int screen_pair(TerminalScreen *screen, int foreground, int background) {
  if (screen->colors == 0 || (foreground < 0 && background < 0)) return 0;
  int pair = alloc_pair(foreground, background);
  return pair < 0 ? 0 : pair;
}

static attr_t attributes_of(const TerminalScreen *screen, int attributes) {
  attr_t result = A_NORMAL;
  if (attributes & SCREEN_BOLD) result |= A_BOLD;
  if (attributes & SCREEN_DIM) result |= A_DIM;
  if (attributes & SCREEN_ITALIC) result |= A_ITALIC;
  if (attributes & SCREEN_UNDERLINE) result |= A_UNDERLINE;
  if (attributes & SCREEN_REVERSE) result |= A_REVERSE;
  if (attributes & SCREEN_STRIKETHROUGH) result |= screen->strikethrough;
  return result;
}

/// Puts a spacing scalar and the marks on it at `*next`, in the look of `cell`.
static void put_unit(cchar_t **next, const TerminalScreen *screen, const ScreenCell *cell, const wchar_t *unit) {
  int pair = cell->pair;
  if (setcchar(*next, unit, attributes_of(screen, cell->attributes), 0, &pair) == OK) (*next)++;
}

/// Puts a scalar that stands by itself in one cell; most cells look like the one before them.
static void put_simple(cchar_t **next, const TerminalScreen *screen, const ScreenCell *cell, const ScreenCell *before) {
  if (before && before->attributes == cell->attributes && before->pair == cell->pair && before->count == 1) {
    **next = (*next)[-1];
    (*next)->chars[0] = (wchar_t)cell->scalars[0];
    (*next)++;
  } else {
    const wchar_t unit[2] = {(wchar_t)cell->scalars[0], 0};
    put_unit(next, screen, cell, unit);
  }
}

/// Puts one character: its spacing scalars one after another while they fit, then blanks. Only what this machine's
/// wcwidth agrees with is drawn, because ncurses reckons with that.
static void put_cell(cchar_t **next, const TerminalScreen *screen, const ScreenCell *cell) {
  int used = 0, index = 0;
  while (index < cell->count && used < cell->columns) {
    wchar_t unit[CCHARW_MAX + 1] = {0};
    int width = cell->scalars[index] < 0x7F ? 1 : wcwidth((wchar_t)cell->scalars[index]);
    if (cell->scalars[index] < 0x20 || width <= 0 || used + width > cell->columns) {
      if (used > 0) break;
      unit[0] = screen->utf8 ? 0xFFFD : '?';
      width = 1;
      index = cell->count;
    } else {
      unit[0] = (wchar_t)cell->scalars[index++];
      int marks = 0;
      while (index < cell->count && wcwidth((wchar_t)cell->scalars[index]) == 0) {
        if (marks < CCHARW_MAX - 1) unit[++marks] = (wchar_t)cell->scalars[index];
        index++;
      }
    }
    put_unit(next, screen, cell, unit);
    used += width;
  }
  for (; used < cell->columns; used++) put_unit(next, screen, cell, L" ");
}

void screen_erase(TerminalScreen *screen) {
  (void)screen;
  erase();
}

void screen_put_row(TerminalScreen *screen, int row, int column, const ScreenCell *cells, size_t count) {
  size_t needed = count * 2 + 1;
  if (needed > screen->rowCapacity) {
    cchar_t *larger = realloc(screen->row, needed * sizeof *larger);
    if (!larger) return;
    screen->row = larger;
    screen->rowCapacity = needed;
  }
  cchar_t *next = screen->row;
  const ScreenCell *before = NULL;
  for (size_t index = 0; index < count; index++) {
    const ScreenCell *cell = &cells[index];
    if (cell->count == 1 && cell->columns == 1 && cell->scalars[0] >= 0x20 && cell->scalars[0] < 0x7F) {
      put_simple(&next, screen, cell, before);
      before = cell;
    } else {
      put_cell(&next, screen, cell);
      before = NULL;
    }
  }
  mvadd_wchnstr(row, column, screen->row, (int)(next - screen->row));
}

/// Makes room for `count` bytes of output; 0 where there is no memory for them.
static int make_room(TerminalScreen *screen, size_t count) {
  if (count <= screen->frameCapacity) return 1;
  char *larger = realloc(screen->frame, count);
  if (!larger) return 0;
  screen->frame = larger;
  screen->frameCapacity = count;
  return 1;
}

/// Sends what ncurses has to say in one piece.
///
/// ncurses writes whenever it has moved the cursor, so that a terminal could show a frame half drawn. Here it writes
/// into memory, to which its descriptor leads meanwhile.
static void refresh_at_once(TerminalScreen *screen) {
  // After `endwin` it has to reach the terminal's modes, too.
  if (screen->gathered < 0 || isendwin() || lseek(screen->gathered, 0, SEEK_SET) != 0 ||
      dup3(screen->gathered, fileno(screen->out), O_CLOEXEC) < 0) {
    send_opening(screen);
    refresh();
    return;
  }
  refresh();
  while (dup3(screen->output, fileno(screen->out), O_CLOEXEC) < 0 && errno == EINTR) {}
  off_t count = lseek(screen->gathered, 0, SEEK_CUR);
  size_t before = screen->openingCount;
  if (count > 0 && make_room(screen, before + count) &&
      pread(screen->gathered, screen->frame + before, count, 0) == count) {
    memcpy(screen->frame, screen->opening, before);
    screen->isOpening = 0;
    screen->openingCount = 0;
    write_fully(screen->output, screen->frame, before + count);
  } else if (count > 0) {
    clearok(curscr, TRUE);
  }
}

void screen_show(TerminalScreen *screen, int cursorColumn, int cursorRow) {
  int shown = cursorColumn >= 0 && cursorRow >= 0;
  if (shown) move(cursorRow, cursorColumn);
  if (shown != screen->cursorShown) {
    curs_set(shown);
    screen->cursorShown = shown;
  }
  refresh_at_once(screen);
}

void screen_forget(TerminalScreen *screen) {
  (void)screen;
  clearok(curscr, TRUE);
}

void screen_set_mouse(TerminalScreen *screen, int on) {
  screen->mouse = on;
  if (!screen->xtermLike || screen->suspended) return;
  if (on) send_modes(screen, mouseOn, sizeof mouseOn - 1);
  else send_modes(screen, mouseOff, sizeof mouseOff - 1);
}

void screen_send(TerminalScreen *screen, const char *bytes, size_t count) {
  if (screen->suspended) return;
  send_opening(screen);
  write_fully(screen->output, bytes, count);
}
