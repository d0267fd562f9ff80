// wcwidth and the wide half of curses.h.
#define _XOPEN_SOURCE 700
#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1

#include "CCurses.h"
#include "Cells.h"
#include "Internal.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include <curses.h>

enum { RESTORE_SIZE = 512, LARGEST_ROWS = 1000, LARGEST_COLUMNS = 2000 };

struct TerminalScreen {
  SCREEN *screen;
  /// Where ncurses reads and writes, which is nowhere: see Output.c.
  FILE *nowhere;
  /// A descriptor of the terminal, and whether writing to it may wait.
  int output, waits;
  int colors;
  int utf8;
  int xtermLike;
  int mouse;
  int keyboard;
  /// Whether the terminal was told to report nothing any more, keys included.
  int quiet;
  int cursorShown;
  int suspended;
  attr_t strikethrough;
  /// The terminal's modes when it was taken over, which it is given back with, and those that a screen needs.
  struct termios modes, raw;
  cchar_t *row;
  size_t rowCapacity;
};

static const char modesOn[] = "\033(B\033[?2004h\033[?1004h";
static const char modesOff[] = "\033[?1006l\033[?1002l\033[?1004l\033[?2004l";
static const char mouseOn[] = "\033[?1002h\033[?1006h";
static const char mouseOff[] = "\033[?1006l\033[?1002l";
/// By `SCREEN_LEGACY_KEYS`, `SCREEN_KITTY_KEYS` and `SCREEN_XTERM_KEYS`.
static const char *const keyboardOn[] = {"", "\033[>1u", "\033[>4;2m"};
static const char *const keyboardOff[] = {"", "\033[<u", "\033[>4m"};

static void add_text(const char *text) { output_add(text, strlen(text)); }

/// Adds a capability that takes no parameters; nothing where the terminal has none.
static void add_capability(const char *name) {
  char bytes[RESTORE_SIZE];
  output_add(bytes, capability_bytes(name, bytes, sizeof bytes));
}

/// What gives the terminal back, as far as it is sent before the modes of the line change.
static size_t restoring_bytes(const TerminalScreen *screen, char *bytes, size_t limit) {
  size_t count = 0;
  if (screen->xtermLike) {
    const char *keyboard = screen->quiet ? "" : keyboardOff[screen->keyboard];
    count = strlen(keyboard);
    memcpy(bytes, keyboard, count);
    memcpy(bytes + count, modesOff, sizeof modesOff - 1);
    count += sizeof modesOff - 1;
  }
  static const char *const restoring[] = {"sgr0", "op", "cnorm", "rmkx", "rmcup"};
  for (int index = 0; index < 5; index++) count += capability_bytes(restoring[index], bytes + count, limit - count);
  return count;
}

/// Has a crash give the terminal back as it is now to be given back.
static void arm(const TerminalScreen *screen) {
  char bytes[RESTORE_SIZE];
  crash_guard_arm(screen->output, screen->waits, bytes, restoring_bytes(screen, bytes, sizeof bytes), &screen->modes);
}

int screen_width_of(uint32_t scalar) {
  static int isSet;
  if (!isSet) use_utf8_locale(1);
  isSet = 1;
  return libc_width(scalar);
}

static void release(TerminalScreen *screen) {
  output_gather(-1);
  if (screen->nowhere) fclose(screen->nowhere);
  if (screen->output >= 0) close(screen->output);
  free(screen->row);
  free(screen);
}

static struct termios raw_modes(const struct termios *modes) {
  struct termios raw = *modes;
  raw.c_iflag &= ~(tcflag_t)(BRKINT | ICRNL | INLCR | IGNCR | ISTRIP | IXON | PARMRK);
  raw.c_oflag &= ~(tcflag_t)OPOST;
  raw.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  return raw;
}

static void set_modes(const TerminalScreen *screen, const struct termios *modes) {
  // Not after the output, which a terminal may never take.
  while (tcsetattr(screen->output, TCSANOW, modes) != 0 && errno == EINTR) {}
}

/// Adds what a full screen needs of the terminal.
static void add_modes(const TerminalScreen *screen) {
  add_capability("smkx");
  if (!screen->xtermLike) return;
  output_add(modesOn, sizeof modesOn - 1);
  if (screen->mouse) output_add(mouseOn, sizeof mouseOn - 1);
  add_text(keyboardOn[screen->keyboard]);
}

/// Has everything sent anew, to a terminal of which no more than the size is known.
///
/// ncurses sets the rows that scroll when it starts, for a size that it does not know yet, and takes them for all rows
/// from then on. What it does in rows that don't scroll has no effect, and a line feed in the last that does moves them.
static void start_over(const TerminalScreen *screen) {
  clearok(curscr, TRUE);
  // Another program has the terminal.
  if (screen->suspended) return;
  // What ncurses still keeps to itself has to come before.
  curs_set(!screen->cursorShown);
  curs_set(screen->cursorShown);
  char bytes[RESTORE_SIZE];
  output_add(bytes, capability_bytes_at("csr", 0, LINES - 1, bytes, sizeof bytes));
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
  screen->raw = raw_modes(&modes);
  screen->utf8 = utf8;
  screen->output = output_open(output, &screen->waits);
  screen->nowhere = fopen("/dev/null", "r+e");
  if (!screen->nowhere || screen->output < 0) goto failed;
  output_gather(fileno(screen->nowhere));

  // newterm catches signals of its own; they are none of its business.
  static const int caught[] = {SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
  struct sigaction actions[4];
  for (int index = 0; index < 4; index++) sigaction(caught[index], NULL, &actions[index]);
  screen->screen = newterm(term, screen->nowhere, screen->nowhere);
  for (int index = 0; index < 4; index++) sigaction(caught[index], &actions[index], NULL);
  if (!screen->screen) goto failed;

  screen->xtermLike = capability("kmous") != NULL;
  screen->strikethrough = capability("prot") && !capability("sgr") ? A_PROTECT : A_NORMAL;
  arm(screen);
  set_modes(screen, &screen->raw);
  // ncurses believes that it reads keys and that newlines are sent as they are.
  nonl();
  typeahead(-1);
  leaveok(stdscr, FALSE);
  idlok(stdscr, TRUE);
  if (colors != SCREEN_NO_COLORS && has_colors() && start_color() == OK && use_default_colors() == OK)
    screen->colors = COLORS;
  screen->cursorShown = 1;
  // Together with the first frame: every piece by itself would wake the terminal up.
  add_modes(screen);
  *error = SCREEN_OK;
  return screen;

failed:
  release(screen);
  return NULL;
}

int screen_is_pending(const TerminalScreen *screen) {
  (void)screen;
  return output_is_pending();
}

int screen_output(const TerminalScreen *screen) { return screen->output; }

int screen_flush(TerminalScreen *screen, int milliseconds) {
  if (output_was_lost()) clearok(curscr, TRUE);
  return output_send(screen->output, screen->waits, milliseconds);
}

void screen_quiet(TerminalScreen *screen) {
  if (screen->suspended || screen->quiet || !screen->xtermLike) return;
  output_add(modesOff, sizeof modesOff - 1);
  add_text(keyboardOff[screen->keyboard]);
  screen->quiet = 1;
  arm(screen);
}

void screen_suspend(TerminalScreen *screen, int milliseconds) {
  if (screen->suspended) return;
  screen->suspended = 1;
  curs_set(1);
  screen->cursorShown = 1;
  char bytes[RESTORE_SIZE];
  // Where there is no other screen to go back to, what follows goes below this one.
  if (!capability("rmcup")) {
    output_add(bytes, capability_bytes_at("cup", LINES - 1, 0, bytes, sizeof bytes));
    add_capability("el");
  }
  size_t count = restoring_bytes(screen, bytes, sizeof bytes);
  output_add(bytes, count);
  if (!screen_flush(screen, milliseconds)) {
    // A terminal that takes nothing: what waits in it is thrown away, and the most important is tried once more.
    output_forget();
    tcflush(screen->output, TCOFLUSH);
    output_add("\030", 1);
    output_add(bytes, count);
    screen_flush(screen, 0);
    output_forget();
  }
  set_modes(screen, &screen->modes);
  crash_guard_disarm();
}

void screen_resume(TerminalScreen *screen, int takesModes) {
  if (!screen->suspended) return;
  screen->suspended = 0;
  screen->quiet = 0;
  struct termios now;
  // A shell that had the terminal may have set it up anew; that is what it gets back at the end.
  if (takesModes && tcgetattr(screen->output, &now) == 0 && (now.c_lflag & ICANON)) {
    screen->modes = now;
    screen->raw = raw_modes(&now);
  }
  arm(screen);
  set_modes(screen, &screen->raw);
  add_capability("smcup");
  // What another program may have left on.
  if (screen->xtermLike) add_text("\033[?1000l\033[?1003l");
  add_modes(screen);
  start_over(screen);
}

int screen_was_taken_away(const TerminalScreen *screen) {
  struct termios modes;
  return !screen->suspended && tcgetattr(screen->output, &modes) == 0 && (modes.c_lflag & (ICANON | ECHO));
}

void screen_close(TerminalScreen *screen) {
  screen_suspend(screen, 500);
  delscreen(screen->screen);
  release(screen);
  output_free();
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
    start_over(screen);
  }
}

int screen_pair(TerminalScreen *screen, int foreground, int background) {
  if (screen->colors == 0 || (foreground < 0 && background < 0)) return 0;
  int pair = alloc_pair(foreground, background);
  return pair < 0 ? 0 : pair;
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
  const CellLook look = {screen->utf8, screen->strikethrough};
  mvadd_wchnstr(row, column, screen->row, (int)cells_convert(screen->row, look, cells, count));
}

void screen_show(TerminalScreen *screen, int cursorColumn, int cursorRow) {
  int shown = cursorColumn >= 0 && cursorRow >= 0;
  if (shown) move(cursorRow, cursorColumn);
  if (shown != screen->cursorShown) {
    curs_set(shown);
    screen->cursorShown = shown;
  }
  refresh();
  screen_flush(screen, 0);
}

void screen_forget(TerminalScreen *screen) {
  start_over(screen);
}

void screen_set_mouse(TerminalScreen *screen, int on) {
  screen->mouse = on;
  if (!screen->xtermLike || screen->suspended) return;
  if (on) output_add(mouseOn, sizeof mouseOn - 1);
  else output_add(mouseOff, sizeof mouseOff - 1);
}

void screen_set_keyboard(TerminalScreen *screen, int keyboard) {
  if (!screen->xtermLike || screen->suspended || screen->keyboard == keyboard) return;
  add_text(keyboardOff[screen->keyboard]);
  screen->keyboard = keyboard;
  arm(screen);
  add_text(keyboardOn[keyboard]);
  screen_flush(screen, 0);
}

void screen_send(TerminalScreen *screen, const char *bytes, size_t count) {
  if (screen->suspended) return;
  output_add(bytes, count);
  screen_flush(screen, 0);
}
