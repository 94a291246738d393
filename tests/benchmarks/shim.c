/* Stands between a program and the disk (LD_PRELOAD): records what is written and synced below one folder,
 * and makes syncs fail or the disk fill when told to.
 *
 * SHIM_FOLDER  only files whose path begins so are touched
 * SHIM_LOG     where every write, truncation, sync, removal and renaming is recorded, in order
 * SHIM_FAIL    "after,times": so many syncs succeed, then so many fail with EIO, then they succeed again
 * SHIM_ROOM    "bytes,refusals": so many bytes may be written, then so many writes fail with ENOSPC
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define FILES 1024
#define REAL(name, type) static type real; if (!real) real = (type)dlsym(RTLD_NEXT, name)

static char names[FILES][512];
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static int log_file = -1;
static long sync_after = -1, sync_times, room = -1, refusals;

typedef int (*open_type)(const char *, int, ...);
typedef ssize_t (*pwrite_type)(int, const void *, size_t, off64_t);
typedef ssize_t (*write_type)(int, const void *, size_t);
typedef int (*fd_type)(int);
typedef int (*truncate_type)(int, off64_t);
typedef int (*unlink_type)(const char *);
typedef int (*rename_type)(const char *, const char *);

static ssize_t plain_write(int fd, const void *data, size_t size) {
    REAL("write", write_type);
    return real(fd, data, size);
}

__attribute__((constructor)) static void begin(void) {
    open_type opening = (open_type)dlsym(RTLD_NEXT, "open");
    const char *path = getenv("SHIM_LOG"), *fail = getenv("SHIM_FAIL"), *full = getenv("SHIM_ROOM");
    if (path) log_file = opening(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (fail) sscanf(fail, "%ld,%ld", &sync_after, &sync_times);
    if (full) sscanf(full, "%ld,%ld", &room, &refusals);
}

static int ours(const char *path) {
    const char *folder = getenv("SHIM_FOLDER");
    return folder && path && !strncmp(path, folder, strlen(folder));
}

static const char *name_of(int fd) { return fd >= 0 && fd < FILES && names[fd][0] ? names[fd] : NULL; }

/* One record: kind, length of name, offset, length of data; then the name and the data. */
static void record(char kind, const char *name, uint64_t offset, const void *data, uint32_t size) {
    char head[15];
    uint16_t length = (uint16_t)strlen(name);
    if (log_file < 0) return;
    head[0] = kind;
    memcpy(head + 1, &length, 2);
    memcpy(head + 3, &offset, 8);
    memcpy(head + 11, &size, 4);
    pthread_mutex_lock(&turn);
    plain_write(log_file, head, sizeof head);
    plain_write(log_file, name, length);
    if (size) plain_write(log_file, data, size);
    pthread_mutex_unlock(&turn);
}

static int opened(int fd, const char *path, int flags) {
    if (fd >= 0 && fd < FILES) {
        names[fd][0] = 0;
        if (ours(path)) {
            strncpy(names[fd], path, sizeof names[fd] - 1);
            if (flags & O_CREAT) record('o', path, 0, NULL, 0);
            if (flags & O_TRUNC) record('t', path, 0, NULL, 0);
        }
    }
    return fd;
}

#define OPEN(name)                                                    \
    int name(const char *path, int flags, ...) {                      \
        REAL(#name, open_type);                                       \
        va_list rest;                                                 \
        va_start(rest, flags);                                        \
        int mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, int) : 0; \
        va_end(rest);                                                 \
        return opened(real(path, flags, mode), path, flags);          \
    }
OPEN(open)
OPEN(open64)

int close(int fd) {
    REAL("close", fd_type);
    if (fd >= 0 && fd < FILES) names[fd][0] = 0;
    return real(fd);
}

static int full(const char *name, size_t size) {
    if (!name || room < 0 || strstr(name, "acks")) return 0;
    if ((long)size <= room) {
        room -= (long)size;
        return 0;
    }
    if (refusals-- > 0) {
        errno = ENOSPC;
        return 1;
    }
    return 0;
}

static ssize_t at(int fd, const void *data, size_t size, off64_t offset, pwrite_type real) {
    const char *name = name_of(fd);
    if (full(name, size)) return -1;
    ssize_t done = real(fd, data, size, offset);
    if (name && done > 0) record('w', name, (uint64_t)offset, data, (uint32_t)done);
    return done;
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) {
    REAL("pwrite", pwrite_type);
    return at(fd, data, size, offset, real);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
    REAL("pwrite64", pwrite_type);
    return at(fd, data, size, offset, real);
}

ssize_t write(int fd, const void *data, size_t size) {
    const char *name = name_of(fd);
    off64_t offset = name ? lseek64(fd, 0, SEEK_CUR) : 0;
    if (full(name, size)) return -1;
    ssize_t done = plain_write(fd, data, size);
    if (name && done > 0) record('w', name, (uint64_t)offset, data, (uint32_t)done);
    return done;
}

#define TRUNCATE(name)                                                \
    int name(int fd, off64_t size) {                                  \
        REAL(#name, truncate_type);                                   \
        int failed = real(fd, size);                                  \
        if (!failed && name_of(fd)) record('t', name_of(fd), (uint64_t)size, NULL, 0); \
        return failed;                                                \
    }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

#define SYNC(name)                                                    \
    int name(int fd) {                                                \
        REAL(#name, fd_type);                                         \
        if (name_of(fd) && sync_after >= 0 && sync_after-- <= 0) {    \
            sync_after = 0;                                           \
            if (sync_times-- > 0) { errno = EIO; return -1; }         \
            sync_after = -1;                                          \
        }                                                             \
        int failed = real(fd);                                        \
        if (!failed && name_of(fd)) record('s', name_of(fd), 0, NULL, 0); \
        return failed;                                                \
    }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
    REAL("unlink", unlink_type);
    int failed = real(path);
    if (!failed && ours(path)) record('u', path, 0, NULL, 0);
    return failed;
}

int rename(const char *from, const char *to) {
    REAL("rename", rename_type);
    int failed = real(from, to);
    if (!failed && ours(from)) record('r', from, 0, to, (uint32_t)strlen(to));
    return failed;
}
