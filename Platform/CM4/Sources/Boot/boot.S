/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the loader to main. The loader (the board's firmware, or the emulator
 * with a raw image) enters at 0x80000 in EL2, with the memory map off. One
 * core goes on, in EL1; all others sleep.
 *
 * Normal work runs on SP_EL0, exceptions on SP_EL1, so that an overflow of the
 * one can still be reported on the other.
 */

.section .text.boot, "ax"
.global _start
_start:
    b       entry_point
    .space  4
    /* Scripts/build-cm4 finds the field behind this word. */
    .ascii  "SCRAPBID"
.global boot_build_id_bytes
boot_build_id_bytes:
    .space  16

entry_point:
    mrs     x1, mpidr_el1
    and     x1, x1, #0xff
    cbnz    x1, boot_sleep
    mrs     x1, CurrentEL
    cmp     x1, #(1 << 2)
    b.eq    el1_entry
    cmp     x1, #(2 << 2)
    b.ne    boot_sleep

    /* EL2: 64-bit EL1, counters and vector registers left to it. */
    mov     x0, #(1 << 31)
    msr     hcr_el2, x0
    mov     x0, #3
    msr     cnthctl_el2, x0
    msr     cntvoff_el2, xzr
    mov     x0, #0x33ff
    msr     cptr_el2, x0
    msr     hstr_el2, xzr
    /* Map and caches off; only the bits that read as one. */
    ldr     x0, =0x30d00800
    msr     sctlr_el1, x0
    /* EL1 on SP_EL0, everything masked. */
    mov     x0, #0x3c4
    msr     spsr_el2, x0
    adr     x0, el1_entry
    msr     elr_el2, x0
    eret

el1_entry:
    mov     x0, #(3 << 20)
    msr     cpacr_el1, x0
    ldr     x0, =boot_vectors
    msr     vbar_el1, x0
    isb

    msr     SPSel, #1
    ldr     x0, =__exception_stack_top
    mov     sp, x0
    msr     SPSel, #0
    ldr     x0, =__stack_top
    mov     sp, x0

    ldr     x0, =__bss_start
    ldr     x1, =__bss_end
0:  cmp     x0, x1
    b.hs    1f
    stp     xzr, xzr, [x0], #16
    b       0b

    /* The stack's paint: boot_stack_high_water counts what is left of it. */
1:  ldr     x0, =__stack_bottom
    ldr     x1, =__stack_top
    ldr     x2, =0xa5a5a5a5a5a5a5a5
2:  cmp     x0, x1
    b.hs    3f
    stp     x2, x2, [x0], #16
    b       2b

3:  bl      boot_enable_map
    msr     daifclr, #4
    bl      scrap_cm4_main
    b       boot_stop

/* The safe state: nothing is decided, nothing is written, no watchdog fed. */
.global boot_stop
boot_stop:
    msr     daifset, #15
boot_sleep:
    wfe
    b       boot_sleep

/*
 * uint64_t boot_probe_read32(uintptr_t address): the word, or all ones in the
 * upper half if nothing answers there.
 */
.section .text.boot_probe_read32, "ax"
.global boot_probe_read32
boot_probe_read32:
    ldr     x2, =boot_probe_state
    mov     w3, #1
    str     w3, [x2]
    dsb     sy
    isb
    mov     w1, #0
    ldr     w1, [x0]
    dsb     sy
    isb
    ldr     w3, [x2]
    str     wzr, [x2]
    mov     w0, w1
    cmp     w3, #1
    b.eq    0f
    mov     x0, #-1
0:  ret

/*
 * int boot_semihosting(uintptr_t operation, const void *block): -1 unless an
 * emulator (or a debugger) answers.
 */
.section .text.boot_semihosting, "ax"
.global boot_semihosting
boot_semihosting:
    ldr     x2, =boot_probe_state
    mov     w3, #1
    str     w3, [x2]
    dsb     sy
    isb
    hlt     #0xf000
    str     wzr, [x2]
    mov     w0, #-1
    ret

.macro entry kind
    .balign 0x80
    sub     sp, sp, #272
    stp     x0, x1, [sp, #0]
    mov     x1, #\kind
    b       exception_entry
.endm

/* A second exception inside a first: nothing can be trusted any more. */
.macro dead
    .balign 0x80
    b       boot_stop
.endm

.section .text.vectors, "ax"
.balign 0x800
.global boot_vectors
boot_vectors:
    entry   0
    entry   1
    entry   2
    entry   3
    dead
    dead
    dead
    dead
    dead
    dead
    dead
    dead
    dead
    dead
    dead
    dead

exception_entry:
    stp     x2, x3, [sp, #16]
    stp     x4, x5, [sp, #32]
    stp     x6, x7, [sp, #48]
    stp     x8, x9, [sp, #64]
    stp     x10, x11, [sp, #80]
    stp     x12, x13, [sp, #96]
    stp     x14, x15, [sp, #112]
    stp     x16, x17, [sp, #128]
    stp     x18, x19, [sp, #144]
    stp     x20, x21, [sp, #160]
    stp     x22, x23, [sp, #176]
    stp     x24, x25, [sp, #192]
    stp     x26, x27, [sp, #208]
    stp     x28, x29, [sp, #224]
    mrs     x2, elr_el1
    stp     x30, x2, [sp, #240]
    mrs     x2, spsr_el1
    str     x2, [sp, #256]
    mov     x0, sp
    bl      boot_exception
    ldr     x2, [sp, #256]
    msr     spsr_el1, x2
    ldp     x30, x2, [sp, #240]
    msr     elr_el1, x2
    ldp     x28, x29, [sp, #224]
    ldp     x26, x27, [sp, #208]
    ldp     x24, x25, [sp, #192]
    ldp     x22, x23, [sp, #176]
    ldp     x20, x21, [sp, #160]
    ldp     x18, x19, [sp, #144]
    ldp     x16, x17, [sp, #128]
    ldp     x14, x15, [sp, #112]
    ldp     x12, x13, [sp, #96]
    ldp     x10, x11, [sp, #80]
    ldp     x8, x9, [sp, #64]
    ldp     x6, x7, [sp, #48]
    ldp     x4, x5, [sp, #32]
    ldp     x2, x3, [sp, #16]
    ldp     x0, x1, [sp, #0]
    add     sp, sp, #272
    eret
