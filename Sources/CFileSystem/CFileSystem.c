#define _GNU_SOURCE
#include "CFileSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

static int checked(int result) { return result < 0 ? -errno : result; }

int gloss_openat(int folder, const char *name, int flags, mode_t permissions) {
  return checked(openat(folder < 0 ? AT_FDCWD : folder, name, flags, permissions));
}

int gloss_renameat2(int folder, const char *from, const char *to, int how) {
  static const unsigned int flags[] = {0, RENAME_NOREPLACE, RENAME_EXCHANGE};
  folder = folder < 0 ? AT_FDCWD : folder;
  return checked(renameat2(folder, from, folder, to, flags[how]));
}

int gloss_open_flags(int purpose, int follow_links) {
  int flags = O_CLOEXEC | O_NOCTTY | (follow_links ? 0 : O_NOFOLLOW);
  switch (purpose) {
    case GLOSS_OPEN_READ: return flags | O_RDONLY | O_NONBLOCK;
    case GLOSS_OPEN_FOLDER: return flags | O_RDONLY | O_DIRECTORY;
    case GLOSS_OPEN_CREATE: return flags | O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW;
    case GLOSS_OPEN_APPEND: return flags | O_WRONLY | O_CREAT | O_APPEND;
    default: return flags | O_RDWR | O_NONBLOCK;
  }
}

static void take(const struct stat *from, gloss_status *to) {
  to->device = from->st_dev;
  to->inode = from->st_ino;
  to->size = (uint64_t)from->st_size;
  to->links = from->st_nlink;
  to->modified_seconds = from->st_mtim.tv_sec;
  to->changed_seconds = from->st_ctim.tv_sec;
  to->changed_nanoseconds = from->st_ctim.tv_nsec;
  to->modified_nanoseconds = from->st_mtim.tv_nsec;
  to->mode = from->st_mode;
  to->owner = from->st_uid;
  to->group = from->st_gid;
}

int gloss_fstat(int descriptor, gloss_status *status) {
  struct stat found;
  if (fstat(descriptor, &found) < 0) return -errno;
  take(&found, status);
  return 0;
}

int gloss_fstatat(int folder, const char *name, int follow_links, gloss_status *status) {
  struct stat found;
  int flags = follow_links ? 0 : AT_SYMLINK_NOFOLLOW;
  if (fstatat(folder < 0 ? AT_FDCWD : folder, name, &found, flags) < 0) return -errno;
  take(&found, status);
  return 0;
}

void gloss_copy_attributes(int from, int to) {
  char names[4096];
  ssize_t length = flistxattr(from, names, sizeof names);
  for (ssize_t start = 0; start < length;) {
    const char *name = names + start;
    start += (ssize_t)strlen(name) + 1;
    if (strncmp(name, "user.", 5) != 0 && strcmp(name, "system.posix_acl_access") != 0) continue;
    char value[65536];
    ssize_t size = fgetxattr(from, name, value, sizeof value);
    if (size >= 0) fsetxattr(to, name, value, (size_t)size, 0);
  }
}

char **gloss_environment(void) { return environ; }

int gloss_pipe(int ends[2]) { return checked(pipe2(ends, O_CLOEXEC)); }

int gloss_watch_open(void) { return checked(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)); }

int gloss_watch_add(int watcher, const char *folder) {
  const uint32_t mask = IN_CLOSE_WRITE | IN_MODIFY | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_ATTRIB |
                        IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
  return checked(inotify_add_watch(watcher, folder, mask));
}

int gloss_watch_add_listing(int watcher, const char *folder) {
  const uint32_t mask = IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_DELETE_SELF |
                        IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK;
  return checked(inotify_add_watch(watcher, folder, mask));
}

int gloss_watch_remove(int watcher, int watch) { return checked(inotify_rm_watch(watcher, watch)); }

size_t gloss_watch_event(const uint8_t *bytes, size_t count, int *watch, uint32_t *mask, uint32_t *cookie,
                         const char **name) {
  struct inotify_event event;
  if (count < sizeof event) return 0;
  memcpy(&event, bytes, sizeof event);
  if (count < sizeof event + event.len) return 0;
  *watch = event.wd;
  *mask = event.mask;
  *cookie = event.cookie;
  *name = event.len > 0 ? (const char *)bytes + sizeof event : "";
  return sizeof event + event.len;
}

int gloss_watch_overflowed(uint32_t mask) { return (mask & IN_Q_OVERFLOW) != 0; }

int gloss_watch_ended(uint32_t mask) {
  return (mask & (IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT)) != 0;
}

int gloss_watch_is_folder(uint32_t mask) { return (mask & IN_ISDIR) != 0; }

int gloss_watch_moved(uint32_t mask) { return (mask & IN_MOVED_FROM) != 0 ? 1 : (mask & IN_MOVED_TO) != 0 ? 2 : 0; }

int gloss_watch_written(uint32_t mask) { return (mask & IN_CLOSE_WRITE) != 0; }

int gloss_is_remote(const char *path) {
  struct statfs found;
  if (statfs(path, &found) < 0) return 0;
  switch ((unsigned long)found.f_type) {
    case 0x6969:      // NFS
    case 0x517B:      // SMB
    case 0xFE534D42:  // SMB2
    case 0xFF534D42:  // CIFS
    case 0x01021997:  // 9P
    case 0x65735546:  // FUSE
    case 0x564C:      // NCP
    case 0x73757245:  // Coda
    case 0x5346414F:  // AFS
    case 0x00C36400:  // Ceph
      return 1;
    default: return 0;
  }
}

int gloss_stop_process_group(int number) {
  struct sigaction plain = {0}, before;
  plain.sa_handler = SIG_DFL;
  sigemptyset(&plain.sa_mask);
  struct timespec start, end;
  if (sigaction(number, NULL, &before) != 0 || before.sa_handler == SIG_IGN) return -1;
  clock_gettime(CLOCK_MONOTONIC, &start);
  sigaction(number, &plain, NULL);
  kill(0, number);
  sigaction(number, &before, NULL);
  clock_gettime(CLOCK_MONOTONIC, &end);
  // A stop that lasted no time was none.
  long microseconds = (end.tv_sec - start.tv_sec) * 1000000 + (end.tv_nsec - start.tv_nsec) / 1000;
  return microseconds > 500 ? 0 : -1;
}

int gloss_spawn_in_foreground(posix_spawn_file_actions_t *actions, int terminal) {
  return posix_spawn_file_actions_addtcsetpgrp_np(actions, terminal);
}
