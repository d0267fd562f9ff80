#define _GNU_SOURCE
#include <dlfcn.h>
#include <wchar.h>

#include "CCurses.h"
#include "Internal.h"

// ncurses asks libc's wcwidth how many cells a character takes, and libc knows neither how the terminal was set up for
// characters of ambiguous width nor emoji newer than itself. A program's own symbol comes before that of a library, so
// that ncurses gets the answer from here.

static int (*widthOfScalar)(uint32_t);

int libc_width(uint32_t scalar) {
  static int (*ask)(wchar_t);
  if (!ask) ask = (int (*)(wchar_t))dlsym(RTLD_NEXT, "wcwidth");
  return ask ? ask((wchar_t)scalar) : -1;
}

void screen_use_width(int (*width)(uint32_t scalar)) { widthOfScalar = width; }

int wcwidth(wchar_t character) {
  int width = libc_width((uint32_t)character);
  if (widthOfScalar && character >= 0x80 && (width == 1 || width == -1) && widthOfScalar((uint32_t)character) == 2)
    return 2;
  return width;
}
