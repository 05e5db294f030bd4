/* SPDX-License-Identifier: Apache-2.0
 *
 * Counts allocations of the program it is preloaded into. The C library's
 * own names for the same functions do the work, so nothing is looked up and
 * nothing is allocated while counting.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

static _Atomic uint64_t allocation_count;
static _Atomic uint64_t byte_count;

static void count(size_t size)
{
    atomic_fetch_add_explicit(&allocation_count, 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&byte_count, size, memory_order_relaxed);
}

/* How often memory was asked for since the start, on all threads. A benchmark
 * finds these two by dlsym(RTLD_DEFAULT, ...) and takes a difference. */
uint64_t scrap_malloc_count(void)
{
    return atomic_load_explicit(&allocation_count, memory_order_relaxed);
}

/* How many bytes were asked for since the start, on all threads. */
uint64_t scrap_malloc_bytes(void)
{
    return atomic_load_explicit(&byte_count, memory_order_relaxed);
}

void *malloc(size_t size)
{
    count(size);
    return __libc_malloc(size);
}

void *calloc(size_t items, size_t size)
{
    count(items * size);
    return __libc_calloc(items, size);
}

void *realloc(void *old, size_t size)
{
    count(size);
    return __libc_realloc(old, size);
}

void *memalign(size_t alignment, size_t size)
{
    count(size);
    return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    count(size);
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
    void *memory;

    if (alignment % sizeof(void *) || (alignment & (alignment - 1)) ||
        alignment == 0)
        return EINVAL;
    count(size);
    memory = __libc_memalign(alignment, size);
    if (memory == NULL)
        return ENOMEM;
    *out = memory;
    return 0;
}

__attribute__((destructor)) static void report(void)
{
    uint64_t allocations = scrap_malloc_count();
    uint64_t bytes = scrap_malloc_bytes();

    fprintf(stderr, "%s: allocations: %llu, bytes: %llu\n",
            program_invocation_short_name, (unsigned long long)allocations,
            (unsigned long long)bytes);
}
