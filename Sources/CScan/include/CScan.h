#pragma once

#include <stddef.h>
#include <stdint.h>

/// The most beginnings that a scanner tells apart from other text; with more it only knows their first bytes.
#define SCANNER_BEGINNINGS 12

/// The beginnings of words that are looked for in Markdown: their first three letters, whatever their case.
struct Scanner {
  uint8_t beginnings[SCANNER_BEGINNINGS][3];
  /// The number of letters told of each beginning; the others may be anything.
  uint8_t lengths[SCANNER_BEGINNINGS];
  /// SCANNER_BEGINNINGS + 1 where there were more.
  uint8_t count;
  /// By byte, whether a word may begin with it.
  uint8_t starts[256];
};

/// Adds a word that begins with `count` letters of ASCII, three of which are looked at; 0 for one whose first letter is
/// none of ASCII.
void scanner_add(struct Scanner *scanner, const uint8_t *letters, size_t count);

/// Says that words may begin with `byte`.
void scanner_add_start(struct Scanner *scanner, uint8_t byte);

/// Returns the first place from `at` on, and before `end`, at which a word may begin, or `end`.
///
/// A place is passed over only where the first byte is not one of those that words may begin with, or where one of the
/// letters after it is another one. A byte beyond ASCII and one that may begin markup or an entity count as any letter.
size_t scanner_next(const struct Scanner *scanner, const uint8_t *bytes, size_t at, size_t end);
