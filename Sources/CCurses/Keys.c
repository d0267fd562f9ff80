#include <stdlib.h>
#include <string.h>
#include <termkey.h>

#include "CCurses.h"

struct KeyTable {
  TermKey *termkey;
};

/// Strings of terminfo that libtermkey must not go by: the prefix of SGR mouse reports, which it would take for the old
/// kind, and keys with modifiers, which it decodes itself and which terminfo gives numbers from F13 on.
static const char *without_traps(const char *name, const char *value, void *data) {
  (void)data;
  if (strcmp(name, "key_mouse") == 0) return NULL;
  return value && strncmp(name, "key_f", 5) == 0 && strchr(value, ';') ? NULL : value;
}

KeyTable *key_table_open(const char *term, int utf8) {
  KeyTable *table = calloc(1, sizeof *table);
  if (!table) return NULL;
  int flags = TERMKEY_FLAG_CONVERTKP | TERMKEY_FLAG_NOSTART | (utf8 ? TERMKEY_FLAG_UTF8 : TERMKEY_FLAG_RAW);
  table->termkey = termkey_new_abstract(term, flags);
  if (!table->termkey) table->termkey = termkey_new_abstract("xterm", flags);
  if (!table->termkey) {
    free(table);
    return NULL;
  }
  termkey_hook_terminfo_getstr(table->termkey, without_traps, NULL);
  termkey_set_canonflags(table->termkey, TERMKEY_CANON_DELBS);
  termkey_start(table->termkey);
  return table;
}

void key_table_close(KeyTable *table) {
  termkey_destroy(table->termkey);
  free(table);
}

static int symbol(TermKeySym sym) {
  switch (sym) {
    case TERMKEY_SYM_BACKSPACE:
    case TERMKEY_SYM_DEL: return DECODED_BACKSPACE;
    case TERMKEY_SYM_TAB: return DECODED_TAB;
    case TERMKEY_SYM_ENTER:
    case TERMKEY_SYM_KPENTER: return DECODED_ENTER;
    case TERMKEY_SYM_ESCAPE: return DECODED_ESCAPE;
    case TERMKEY_SYM_UP: return DECODED_UP;
    case TERMKEY_SYM_DOWN: return DECODED_DOWN;
    case TERMKEY_SYM_LEFT: return DECODED_LEFT;
    case TERMKEY_SYM_RIGHT: return DECODED_RIGHT;
    case TERMKEY_SYM_INSERT: return DECODED_INSERT;
    case TERMKEY_SYM_DELETE: return DECODED_DELETE;
    case TERMKEY_SYM_PAGEUP: return DECODED_PAGE_UP;
    case TERMKEY_SYM_PAGEDOWN: return DECODED_PAGE_DOWN;
    case TERMKEY_SYM_HOME:
    case TERMKEY_SYM_FIND: return DECODED_HOME;
    case TERMKEY_SYM_END:
    case TERMKEY_SYM_SELECT: return DECODED_END;
    default: return DECODED_NOTHING;
  }
}

static void translate(TermKey *termkey, const TermKeyKey *found, DecodedKey *key) {
  *key = (DecodedKey){.kind = DECODED_NOTHING};
  if (found->modifiers & TERMKEY_KEYMOD_SHIFT) key->modifiers |= DECODED_SHIFT;
  if (found->modifiers & TERMKEY_KEYMOD_ALT) key->modifiers |= DECODED_ALT;
  if (found->modifiers & TERMKEY_KEYMOD_CTRL) key->modifiers |= DECODED_CONTROL;
  switch (found->type) {
    case TERMKEY_TYPE_UNICODE:
      key->kind = DECODED_CHARACTER;
      key->code = (int32_t)found->code.codepoint;
      break;
    case TERMKEY_TYPE_FUNCTION:
      key->kind = DECODED_FUNCTION;
      key->code = found->code.number;
      break;
    case TERMKEY_TYPE_KEYSYM:
      if (found->code.sym == TERMKEY_SYM_SPACE) {
        key->kind = DECODED_CHARACTER;
        key->code = ' ';
      } else {
        key->kind = symbol(found->code.sym);
      }
      break;
    case TERMKEY_TYPE_MOUSE: {
      TermKeyMouseEvent event = TERMKEY_MOUSE_UNKNOWN;
      int button = 0;
      termkey_interpret_mouse(termkey, found, &event, &button, &key->row, &key->column);
      key->code = button;
      if (event == TERMKEY_MOUSE_PRESS) key->kind = DECODED_MOUSE_PRESS;
      else if (event == TERMKEY_MOUSE_DRAG) key->kind = DECODED_MOUSE_DRAG;
      else if (event == TERMKEY_MOUSE_RELEASE) key->kind = DECODED_MOUSE_RELEASE;
      break;
    }
    case TERMKEY_TYPE_UNKNOWN_CSI: {
      long arguments[16];
      size_t count = 16;
      unsigned long command = 0;
      if (termkey_interpret_csi(termkey, found, arguments, &count, &command) != TERMKEY_RES_KEY) break;
      if (command == 'I') key->kind = DECODED_FOCUS_IN;
      else if (command == 'O') key->kind = DECODED_FOCUS_OUT;
      break;
    }
    default: break;
  }
}

int key_table_decode(KeyTable *table, const uint8_t *bytes, size_t count, DecodedKey *key) {
  TermKey *termkey = table->termkey;
  *key = (DecodedKey){.kind = DECODED_NOTHING};
  if (termkey_push_bytes(termkey, (const char *)bytes, count) != count) count = 0;
  int keys = 0;
  TermKeyKey found;
  while (termkey_getkey_force(termkey, &found) == TERMKEY_RES_KEY)
    if (keys++ == 0) translate(termkey, &found, key);
  return count == 0 ? 0 : keys;
}
