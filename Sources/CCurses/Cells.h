#pragma once

#include "CCurses.h"

#include <stddef.h>

#include <curses.h>

/// The properties of a terminal that its cells depend on.
typedef struct {
  int utf8;
  /// The attribute that strikes text through; A_NORMAL where there is none.
  attr_t strikethrough;
} CellLook;

/// Converts the characters of a row into cells of ncurses, and returns the number of these.
///
/// - row: room for two cells for each character, and one more.
size_t cells_convert(cchar_t *row, CellLook look, const ScreenCell *cells, size_t count);
