#pragma once
#include <stddef.h>
#include <stdint.h>
#include <spawn.h>
#include <sys/types.h>

// Linux calls that Swift cannot import: variadic, behind _GNU_SOURCE, or with awkward structures.
// Each returns -errno on failure.

int gloss_openat(int folder, const char *name, int flags, mode_t permissions);
int gloss_renameat2(int folder, const char *from, const char *to, int how);

enum { GLOSS_RENAME_REPLACE = 0, GLOSS_RENAME_REFUSE_EXISTING = 1, GLOSS_RENAME_EXCHANGE = 2 };

enum {
  GLOSS_OPEN_READ,
  GLOSS_OPEN_FOLDER,
  GLOSS_OPEN_CREATE,
  GLOSS_OPEN_APPEND,
  GLOSS_OPEN_UPDATE,
};

/// The flags of open(2) for one of the purposes above.
int gloss_open_flags(int purpose, int follow_links);

typedef struct {
  uint64_t device, inode, size, links;
  int64_t modified_seconds, modified_nanoseconds;
  int64_t changed_seconds, changed_nanoseconds;
  uint32_t mode, owner, group;
} gloss_status;

int gloss_fstat(int descriptor, gloss_status *status);
int gloss_fstatat(int folder, const char *name, int follow_links, gloss_status *status);

/// The variables of the environment, `NAME=VALUE` each, behind the last a null. Valid until one is set.
char **gloss_environment(void);

/// A pipe that no other program inherits.
int gloss_pipe(int ends[2]);

/// Copies the access control list and user attributes, as far as the file systems let it.
void gloss_copy_attributes(int from, int to);

/// Opens a watch on a folder's entries; the descriptor does not block.
int gloss_watch_open(void);
int gloss_watch_add(int watcher, const char *folder);
/// Watches only for entries that come, go, take other names, or are written whole.
int gloss_watch_add_listing(int watcher, const char *folder);
int gloss_watch_remove(int watcher, int watch);

/// The next event in a buffer that read(2) filled: its length, or 0 where no whole event stands there.
/// The cookie is the same for the two events of a renaming.
size_t gloss_watch_event(const uint8_t *bytes, size_t count, int *watch, uint32_t *mask, uint32_t *cookie,
                         const char **name);
int gloss_watch_overflowed(uint32_t mask);
int gloss_watch_ended(uint32_t mask);
int gloss_watch_is_folder(uint32_t mask);
/// Whether an entry was moved: 1 where it is its old name, 2 where it is its new one, else 0.
int gloss_watch_moved(uint32_t mask);
/// Whether an entry was written and closed, and nothing else.
int gloss_watch_written(uint32_t mask);

/// Whether a path lies on a file system that others can change without this kernel's knowing.
int gloss_is_remote(const char *path);

/// Stops the process group with `signal` as its default is, and returns when it is continued: 0, or -1 where it was not
/// stopped, because nobody could continue it.
int gloss_stop_process_group(int signal);

/// Has a child take `terminal` for its process group before it begins.
int gloss_spawn_in_foreground(posix_spawn_file_actions_t *actions, int terminal);
