/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What libsecp256k1's object names but must never reach: it stops in a report.
 */
#include <stddef.h>
#include <stdint.h>

uintptr_t __stack_chk_guard = 0x5c4a95c0de12f0a1;
void *stderr;

_Noreturn void __stack_chk_fail(void) { __builtin_trap(); }
_Noreturn void abort(void) { __builtin_trap(); }
_Noreturn void *malloc(size_t count) { (void)count; __builtin_trap(); }
_Noreturn void free(void *memory) { (void)memory; __builtin_trap(); }
_Noreturn int __fprintf_chk(void *stream, int flag, const char *format, ...) {
  (void)stream, (void)flag, (void)format;
  __builtin_trap();
}
