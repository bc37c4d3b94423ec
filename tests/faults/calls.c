/* Stands between a program and its C library: at the n-th call that changes a file it ends the process,
 * sends it a signal, or says from there on that the disk is full. `calls.py` builds it, loads it with
 * LD_PRELOAD and arms it in a process that was just forked; unarmed it does nothing.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { NOTHING, COUNT, SIGNAL, FULL };
static int mode, sent;
static long at, *seen; /* two counts, shared with who forked: all of them, those that need room */

void faults_arm(int how, int number, long call, long *counts)
{
    sent = number, at = call, seen = counts, mode = how;
}

/* Whether the call fails for want of room. */
static int struck(int needs_room)
{
    if (mode == NOTHING)
        return 0;
    long every = __atomic_add_fetch(seen, 1, __ATOMIC_SEQ_CST);
    long roomy = needs_room ? __atomic_add_fetch(seen + 1, 1, __ATOMIC_SEQ_CST) : 0;
    if (mode == SIGNAL && every == at)
        kill(getpid(), sent);
    if (mode == FULL && needs_room && roomy >= at) {
        errno = ENOSPC;
        return 1;
    }
    return 0;
}

#define CALL(type, name, needs_room, parameters, ...)                                              \
    type name parameters                                                                           \
    {                                                                                              \
        static type(*real) parameters;                                                             \
        if (!real)                                                                                 \
            real = (type(*) parameters)dlsym(RTLD_NEXT, #name);                                    \
        return struck(needs_room) ? -1 : real(__VA_ARGS__);                                        \
    }

/* What is printed needs no room. */
CALL(ssize_t, write, fd > 2, (int fd, const void *data, size_t size), fd, data, size)
CALL(ssize_t, writev, fd > 2, (int fd, const struct iovec *data, int many), fd, data, many)
CALL(ssize_t, pwrite, 1, (int fd, const void *data, size_t size, off_t to), fd, data, size, to)
CALL(ssize_t, pwrite64, 1, (int fd, const void *data, size_t size, off64_t to), fd, data, size, to)
CALL(ssize_t, sendfile, 1, (int to, int from, off_t *place, size_t size), to, from, place, size)
CALL(ssize_t, sendfile64, 1, (int to, int from, off64_t *place, size_t size), to, from, place, size)
CALL(ssize_t, copy_file_range, 1,
     (int from, off64_t *a, int to, off64_t *b, size_t size, unsigned how), from, a, to, b, size, how)
CALL(int, ftruncate, 1, (int fd, off_t size), fd, size)
CALL(int, ftruncate64, 1, (int fd, off64_t size), fd, size)
CALL(int, fallocate, 1, (int fd, int how, off_t from, off_t size), fd, how, from, size)
CALL(int, fallocate64, 1, (int fd, int how, off64_t from, off64_t size), fd, how, from, size)
CALL(int, fsync, 1, (int fd), fd)
CALL(int, fdatasync, 1, (int fd), fd)
CALL(int, mkdir, 1, (const char *name, mode_t rights), name, rights)
CALL(int, mkdirat, 1, (int where, const char *name, mode_t rights), where, name, rights)
CALL(int, link, 1, (const char *old, const char *new), old, new)
CALL(int, linkat, 1, (int a, const char *old, int b, const char *new, int how), a, old, b, new, how)
CALL(int, symlink, 1, (const char *to, const char *name), to, name)
CALL(int, rename, 0, (const char *old, const char *new), old, new)
CALL(int, renameat, 0, (int a, const char *old, int b, const char *new), a, old, b, new)
CALL(int, renameat2, 0, (int a, const char *old, int b, const char *new, unsigned how), a, old, b, new,
     how)
CALL(int, unlink, 0, (const char *name), name)
CALL(int, unlinkat, 0, (int where, const char *name, int how), where, name, how)
CALL(int, rmdir, 0, (const char *name), name)
CALL(int, chmod, 0, (const char *name, mode_t rights), name, rights)
CALL(int, fchmod, 0, (int fd, mode_t rights), fd, rights)

/* Only where a file may be made. */
#define OPEN(name)                                                                                 \
    int name(const char *path, int how, ...)                                                       \
    {                                                                                              \
        static int (*real)(const char *, int, ...);                                                \
        if (!real)                                                                                 \
            real = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, #name);                       \
        if (!(how & (O_CREAT | __O_TMPFILE)))                                                      \
            return real(path, how);                                                                \
        va_list more;                                                                              \
        va_start(more, how);                                                                       \
        mode_t rights = va_arg(more, mode_t);                                                      \
        va_end(more);                                                                              \
        return struck(1) ? -1 : real(path, how, rights);                                           \
    }
OPEN(open)
OPEN(open64)
