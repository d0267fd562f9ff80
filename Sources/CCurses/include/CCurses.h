#pragma once

/// Everything of ncurses, libtermkey and signal handling that Gloss uses, without their headers.

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// MARK: - The screen

/// The one screen that ncurses draws on.
typedef struct TerminalScreen TerminalScreen;

/// Why a screen could not be opened.
enum {
  SCREEN_OK = 0,
  /// Input or output is not a terminal.
  SCREEN_NO_TERMINAL = 1,
  /// The description of the terminal lacks what a full screen needs.
  SCREEN_TOO_POOR = 2,
  /// ncurses refused, or there is no memory.
  SCREEN_FAILED = 3,
};

/// How many colours a screen shall use.
enum { SCREEN_NO_COLORS = 0, SCREEN_OWN_COLORS = 1, SCREEN_TRUE_COLORS = 2 };

enum {
  SCREEN_BOLD = 1,
  SCREEN_DIM = 2,
  SCREEN_ITALIC = 4,
  SCREEN_UNDERLINE = 8,
  SCREEN_REVERSE = 16,
  SCREEN_STRIKETHROUGH = 32,
};

enum { SCREEN_CELL_SCALARS = 8 };

/// One character of a row. One that takes two cells stands here once.
typedef struct {
  uint32_t scalars[SCREEN_CELL_SCALARS];
  uint8_t count;
  /// The cells that it takes: 1 or 2.
  uint8_t columns;
  uint8_t attributes;
  /// What `screen_pair` gave.
  int32_t pair;
} ScreenCell;

/// What can be said of a terminal before it is opened.
typedef struct {
  /// Whether its terminfo entry was found.
  int known;
  /// Whether the entry itself says that colours are given as red, green and blue.
  int trueColors;
} TerminalDescription;

/// Looks `term` up in the terminfo database.
TerminalDescription terminal_describe(const char *term);

/// Makes ready for `screen_open` what is not safe once there are other threads: locale and environment, in which a
/// description of the terminal is put that is changed for Gloss.
void terminal_prepare(const char *term, int trueColors, int utf8);

/// Takes the terminal over; null and `*error` where that fails. After `terminal_prepare`.
TerminalScreen *screen_open(const char *term, int input, int output, int colors, int utf8, int *error);

/// Gives the terminal back as it was found and frees the screen.
void screen_close(TerminalScreen *screen);

/// Whether the terminal has not taken all output yet.
int screen_is_pending(const TerminalScreen *screen);
/// The descriptor that output goes to.
int screen_output(const TerminalScreen *screen);
/// Sends output for at most that many milliseconds; whether all of it was sent.
int screen_flush(TerminalScreen *screen, int milliseconds);

/// Turns off what the terminal reports by itself, without sending that yet.
void screen_quiet(TerminalScreen *screen);
/// Gives the terminal back until `screen_resume`, within that many milliseconds.
void screen_suspend(TerminalScreen *screen, int milliseconds);
/// Takes the terminal again; everything is drawn anew by the next `screen_show`. `takesModes`: the modes of the line that
/// it has now are given back at the end.
void screen_resume(TerminalScreen *screen, int takesModes);

/// Whether somebody else has set the terminal's modes since it was taken.
int screen_was_taken_away(const TerminalScreen *screen);

/// The colours that the screen has: 0, 8, 16, 256, 16777216 or what its description says.
int screen_colors(const TerminalScreen *screen);
/// Whether the terminal understands the private modes and questions of xterm.
int screen_is_xterm_like(const TerminalScreen *screen);

/// The size of a terminal, 80 by 24 where it does not say.
void terminal_size(int descriptor, int *columns, int *rows);
/// Asks the terminal for its size and makes the screen that large.
void screen_measure(TerminalScreen *screen, int *columns, int *rows);

/// The pair for two colours of this screen, -1 for the terminal's own.
int screen_pair(TerminalScreen *screen, int foreground, int background);

/// Makes every row blank, which are then drawn.
void screen_erase(TerminalScreen *screen);
/// Draws a part of one row, from `column` on.
void screen_put_row(TerminalScreen *screen, int row, int column, const ScreenCell *cells, size_t count);

/// Sends what changed; a negative column hides the cursor.
void screen_show(TerminalScreen *screen, int cursorColumn, int cursorRow);

/// Makes the next `screen_show` draw everything anew.
void screen_forget(TerminalScreen *screen);

/// Has the terminal report the mouse or not.
void screen_set_mouse(TerminalScreen *screen, int on);

/// How keys are reported.
enum { SCREEN_LEGACY_KEYS = 0, SCREEN_KITTY_KEYS = 1, SCREEN_XTERM_KEYS = 2 };
/// Has the terminal report keys otherwise, until it is given back.
void screen_set_keyboard(TerminalScreen *screen, int keyboard);

/// Sends bytes as they are, between two frames.
void screen_send(TerminalScreen *screen, const char *bytes, size_t count);

/// Cells that libc gives a scalar in a UTF-8 locale: its wcwidth, -1 for what it cannot draw.
int screen_width_of(uint32_t scalar);
/// Has ncurses give two cells to what `width` says takes two, also where libc says otherwise; null: libc decides.
void screen_use_width(int (*width)(uint32_t scalar));

// MARK: - Keys

/// libtermkey without a terminal.
typedef struct KeyTable KeyTable;

enum {
  DECODED_NOTHING,
  /// `code` is a scalar.
  DECODED_CHARACTER,
  /// `code` is the number of an F key.
  DECODED_FUNCTION,
  DECODED_ENTER,
  DECODED_TAB,
  DECODED_ESCAPE,
  DECODED_BACKSPACE,
  DECODED_DELETE,
  DECODED_INSERT,
  DECODED_UP,
  DECODED_DOWN,
  DECODED_LEFT,
  DECODED_RIGHT,
  DECODED_HOME,
  DECODED_END,
  DECODED_PAGE_UP,
  DECODED_PAGE_DOWN,
  /// `code` is the button, `column` and `row` count from 1.
  DECODED_MOUSE_PRESS,
  DECODED_MOUSE_DRAG,
  DECODED_MOUSE_RELEASE,
  /// The window got or lost the focus.
  DECODED_FOCUS_IN,
  DECODED_FOCUS_OUT,
};

enum { DECODED_SHIFT = 1, DECODED_ALT = 2, DECODED_CONTROL = 4 };

typedef struct {
  int kind;
  int32_t code;
  int modifiers;
  int column;
  int row;
} DecodedKey;

/// A table of the keys of `term`; null where there is no memory.
KeyTable *key_table_open(const char *term, int utf8);
void key_table_close(KeyTable *table);

/// Decodes the bytes of one whole key press or report; returns how many keys they were read as, and the first of them.
int key_table_decode(KeyTable *table, const uint8_t *bytes, size_t count, DecodedKey *key);

// MARK: - Signals

/// Has each signal of `numbers` arrive as a byte, its number, on the descriptor that is returned; -1 on failure.
int signal_pipe_open(const int *numbers, size_t count);
/// Closes it and puts back what the signals did before.
void signal_pipe_close(void);
/// A pipe of which neither end waits nor is inherited; -1 on failure.
int pipe_open(int ends[2]);
/// Stops the process group as the terminal's own suspend character does; returns when it is continued.
void signal_stop_process(void);
