// Paints recorded frames with ncurses as any C program would, one a key: what Gloss is measured beside.
//
// The file is little-endian 32-bit words: columns, rows, the number of frames; a frame is the column and row of the
// cursor (-1 where it is hidden) and its cells, row by row; a cell is its attributes, colours (-1: the terminal's own),
// the number of its scalars, and these. A cell without scalars is the right half of a wide character.

#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

enum { BOLD = 1, ITALIC = 2, UNDERLINE = 4, REVERSE = 8, STRUCK = 16, MOST_SCALARS = 6 };

typedef struct {
  int32_t attributes, foreground, background, count;
  int32_t scalars[MOST_SCALARS];
} Cell;

typedef struct {
  int32_t column, row;
  Cell *cells;
} Recorded;

static int32_t columns, rows;

static int32_t word(FILE *file) {
  int32_t value = 0;
  if (fread(&value, sizeof value, 1, file) != 1) {
    fprintf(stderr, "the recording is cut off\n");
    exit(2);
  }
  return value;
}

static void paint(const Recorded *frame) {
  for (int row = 0; row < rows; row++) {
    for (int column = 0; column < columns; column++) {
      const Cell *cell = &frame->cells[row * columns + column];
      if (cell->count == 0) continue;
      attr_t attributes = A_NORMAL;
      if (cell->attributes & BOLD) attributes |= A_BOLD;
      if (cell->attributes & ITALIC) attributes |= A_ITALIC;
      if (cell->attributes & UNDERLINE) attributes |= A_UNDERLINE;
      if (cell->attributes & REVERSE) attributes |= A_REVERSE;
      int pair = 0;
      if (cell->foreground >= 0 || cell->background >= 0) pair = alloc_pair(cell->foreground, cell->background);
      wchar_t text[MOST_SCALARS + 1] = {0};
      for (int i = 0; i < cell->count; i++) text[i] = (wchar_t)cell->scalars[i];
      cchar_t character;
      setcchar(&character, text, attributes, 0, &pair);
      mvadd_wch(row, column, &character);
    }
  }
  if (frame->column >= 0) {
    curs_set(1);
    move(frame->row, frame->column);
  } else {
    curs_set(0);
  }
  refresh();
}

int main(int count, char **arguments) {
  if (count != 2) return 2;
  setlocale(LC_ALL, "");
  FILE *file = fopen(arguments[1], "rb");
  if (file == NULL) return 2;
  columns = word(file);
  rows = word(file);
  int32_t frameCount = word(file);
  Recorded *frames = calloc((size_t)frameCount, sizeof *frames);
  for (int32_t i = 0; i < frameCount; i++) {
    frames[i].column = word(file);
    frames[i].row = word(file);
    frames[i].cells = calloc((size_t)(columns * rows), sizeof(Cell));
    for (int32_t j = 0; j < columns * rows; j++) {
      Cell *cell = &frames[i].cells[j];
      cell->attributes = word(file);
      cell->foreground = word(file);
      cell->background = word(file);
      cell->count = word(file);
      for (int32_t k = 0; k < cell->count; k++) {
        int32_t scalar = word(file);
        if (k < MOST_SCALARS) cell->scalars[k] = scalar;
      }
      if (cell->count > MOST_SCALARS) cell->count = MOST_SCALARS;
    }
  }
  fclose(file);
  initscr();
  start_color();
  use_default_colors();
  raw();
  noecho();
  nonl();
  keypad(stdscr, TRUE);
  for (int32_t i = 0; i < frameCount; i++) {
    paint(&frames[i]);
    if (getch() == ERR) break;
  }
  endwin();
  return 0;
}
