// Cells of a frame as ncurses takes them.
#define _XOPEN_SOURCE 700
#define NCURSES_WIDECHAR 1

#include "Cells.h"

#include <wchar.h>

static attr_t attributes_of(CellLook look, int attributes) {
  attr_t result = A_NORMAL;
  if (attributes & SCREEN_BOLD) result |= A_BOLD;
  if (attributes & SCREEN_DIM) result |= A_DIM;
  if (attributes & SCREEN_ITALIC) result |= A_ITALIC;
  if (attributes & SCREEN_UNDERLINE) result |= A_UNDERLINE;
  if (attributes & SCREEN_REVERSE) result |= A_REVERSE;
  if (attributes & SCREEN_STRIKETHROUGH) result |= look.strikethrough;
  return result;
}

/// Puts a spacing scalar and the marks on it at `*next`, in the look of `cell`.
static void put_unit(cchar_t **next, CellLook look, const ScreenCell *cell, const wchar_t *unit) {
  int pair = cell->pair;
  if (setcchar(*next, unit, attributes_of(look, cell->attributes), 0, &pair) == OK) (*next)++;
}

/// Puts a scalar that stands by itself in one cell; most cells look like the one before them.
static void put_simple(cchar_t **next, CellLook look, const ScreenCell *cell, const ScreenCell *before) {
  if (before && before->attributes == cell->attributes && before->pair == cell->pair && before->count == 1) {
    **next = (*next)[-1];
    (*next)->chars[0] = (wchar_t)cell->scalars[0];
    (*next)++;
  } else {
    const wchar_t unit[2] = {(wchar_t)cell->scalars[0], 0};
    put_unit(next, look, cell, unit);
  }
}

/// Puts one character: its spacing scalars one after another while they fit, then blanks. Only what this machine's
/// wcwidth agrees with is drawn, because ncurses reckons with that.
static void put_cell(cchar_t **next, CellLook look, const ScreenCell *cell) {
  int used = 0, index = 0;
  while (index < cell->count && used < cell->columns) {
    wchar_t unit[CCHARW_MAX + 1] = {0};
    int width = cell->scalars[index] < 0x7F ? 1 : wcwidth((wchar_t)cell->scalars[index]);
    if (cell->scalars[index] < 0x20 || width <= 0 || used + width > cell->columns) {
      if (used > 0) break;
      unit[0] = look.utf8 ? 0xFFFD : '?';
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
    put_unit(next, look, cell, unit);
    used += width;
  }
  for (; used < cell->columns; used++) put_unit(next, look, cell, L" ");
}

size_t cells_convert(cchar_t *row, CellLook look, const ScreenCell *cells, size_t count) {
  cchar_t *next = row;
  const ScreenCell *before = NULL;
  for (size_t index = 0; index < count; index++) {
    const ScreenCell *cell = &cells[index];
    if (cell->count == 1 && cell->columns == 1 && cell->scalars[0] >= 0x20 && cell->scalars[0] < 0x7F) {
      put_simple(&next, look, cell, before);
      before = cell;
    } else {
      put_cell(&next, look, cell);
      before = NULL;
    }
  }
  return (size_t)(next - row);
}
