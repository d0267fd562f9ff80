// A search for beginnings of words, 32 bytes at a time.
#include "CScan.h"

#include <stdbool.h>
#include <string.h>

/// As wide as AVX2 has them; other processors take two or more steps for each.
typedef uint8_t Block __attribute__((vector_size(32)));
typedef uint64_t Lanes __attribute__((vector_size(32)));

void scanner_add_start(struct Scanner *scanner, uint8_t byte) { scanner->starts[byte] = 1; }

void scanner_add(struct Scanner *scanner, const uint8_t *letters, size_t count) {
  if (count == 0 || scanner->count > SCANNER_BEGINNINGS) return;
  uint8_t beginning[3] = {0};
  uint8_t length = count < 3 ? (uint8_t)count : 3;
  for (uint8_t index = 0; index < length; index++) beginning[index] = letters[index] | 0x20;
  for (uint8_t known = 0; known < scanner->count; known++)
    if (scanner->lengths[known] == length && memcmp(scanner->beginnings[known], beginning, 3) == 0) return;
  if (scanner->count < SCANNER_BEGINNINGS) {
    memcpy(scanner->beginnings[scanner->count], beginning, 3);
    scanner->lengths[scanner->count] = length;
  }
  scanner->count++;
}

/// Whether a byte, or each of a block, may be written in place of a letter, or between two: bytes beyond ASCII, and those
/// that begin markup or an entity. Some more are taken in, so that ranges do.
///
/// - type: uint8_t or Block.
#define IS_SPECIAL(type, byte) \
  ((type)((byte) - 0x21) < (type){0} + 10 | (type)((byte) - 0x3C) < (type){0} + 3 | \
   (type)((byte) - 0x5B) < (type){0} + 6 | (byte) >= 0x7B)

/// Whether one of the beginnings may stand at `at`.
static bool may_begin(const struct Scanner *scanner, const uint8_t *bytes, size_t at, size_t end) {
  uint8_t first = bytes[at];
  if (!scanner->starts[first]) return false;
  if (first >= 0x80 || first == 0x26 || scanner->count > SCANNER_BEGINNINGS) return true;
  for (uint8_t index = 0; index < scanner->count; index++) {
    const uint8_t *letters = scanner->beginnings[index];
    uint8_t length = scanner->lengths[index];
    if ((first | 0x20) != letters[0]) continue;
    if (length == 1) return true;
    if (at + 1 >= end) continue;
    if (IS_SPECIAL(uint8_t, bytes[at + 1])) return true;
    if ((bytes[at + 1] | 0x20) != letters[1]) continue;
    if (length == 2) return true;
    if (at + 2 >= end) continue;
    if (IS_SPECIAL(uint8_t, bytes[at + 2]) || (bytes[at + 2] | 0x20) == letters[2]) return true;
  }
  return false;
}

__attribute__((always_inline)) static inline size_t
next(const struct Scanner *scanner, const uint8_t *bytes, size_t at, size_t end) {
  const uint8_t count = scanner->count;
  Block wanted[SCANNER_BEGINNINGS][3];
  // All ones where any letter will do.
  Block any[SCANNER_BEGINNINGS][3];
  if (count <= SCANNER_BEGINNINGS) {
    for (uint8_t index = 0; index < count; index++)
      for (uint8_t letter = 0; letter < 3; letter++) {
        wanted[index][letter] = (Block){} + scanner->beginnings[index][letter];
        any[index][letter] = (Block){} + (uint8_t)(letter < scanner->lengths[index] ? 0 : 0xFF);
      }
    for (; at + sizeof(Block) + 2 <= end; at += sizeof(Block)) {
      Block first, second, third;
      memcpy(&first, bytes + at, sizeof first);
      memcpy(&second, bytes + at + 1, sizeof second);
      memcpy(&third, bytes + at + 2, sizeof third);
      Block early = (Block)(IS_SPECIAL(Block, second));
      Block late = early | (Block)(IS_SPECIAL(Block, third));
      Block stops = (Block)(first >= 0x80) | (Block)(first == 0x26);
      first |= 0x20;
      second |= 0x20;
      third |= 0x20;
      for (uint8_t index = 0; index < count; index++)
        stops |= (Block)(first == wanted[index][0]) & ((Block)(second == wanted[index][1]) | early | any[index][1]) &
                 ((Block)(third == wanted[index][2]) | late | any[index][2]);
      Lanes lanes = (Lanes)stops;
      if ((lanes[0] | lanes[1] | lanes[2] | lanes[3]) == 0) continue;
      for (size_t lane = 0; lane < 4; lane++)
        for (uint64_t bits = lanes[lane]; bits != 0;) {
          size_t byte = (size_t)__builtin_ctzll(bits) / 8;
          size_t place = at + lane * 8 + byte;
          if (scanner->starts[bytes[place]]) return place;
          bits &= ~(0xFFULL << byte * 8);
        }
    }
  }
  for (; at < end; at++)
    if (may_begin(scanner, bytes, at, end)) return at;
  return end;
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static size_t
next_in_wide_steps(const struct Scanner *scanner, const uint8_t *bytes, size_t at, size_t end) {
  return next(scanner, bytes, at, end);
}
#endif

size_t scanner_next(const struct Scanner *scanner, const uint8_t *bytes, size_t at, size_t end) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return next_in_wide_steps(scanner, bytes, at, end);
#endif
  return next(scanner, bytes, at, end);
}
