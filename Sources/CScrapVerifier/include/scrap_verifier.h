/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file scrap_verifier.h
 * The verifier of SCRAP capability tokens for an on-board computer: messages
 * in; decisions, replies and telemetry out.
 *
 * The caller owns all memory. There is no heap, no global state, no printing
 * and no waiting but inside the caller's own ports. Sizes are bytes, times are
 * Unix seconds (UTC) unless a name says otherwise, booleans are 0 and 1.
 *
 * One context serves one task. With the lock port it serves several: every
 * function below that takes a context then holds the lock for the whole call,
 * but for the time in which the event port runs. Different contexts share
 * nothing and need no lock, as long as they have different media.
 *
 * No function may be called from an interrupt or from within a port.
 *
 * Every function that can fail returns 0 or one of the negative numbers below.
 * Whether a task may run stands in `scrap_decision.verdict` and nowhere else.
 */
#ifndef SCRAP_VERIFIER_H
#define SCRAP_VERIFIER_H

#include "scrap_verifier_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Everything a context needs to know. Fill it with zeros first; a field left at
 * 0 takes the default that is named. Copied by init, but for what its pointers
 * point to.
 *
 * Ports return 0 for success and anything else for failure. They are called by
 * the task that called the library, one at a time. None may call the library.
 */
typedef struct scrap_verifier_config {
  uint32_t version;    /**< SCRAP_VERIFIER_VERSION */
  uint32_t reserved;   /**< 0 */
  void *port_context;  /**< handed to every port */

  /**
   * Fills `bytes` with `count` bytes from `offset` of copy 0 or 1. Changes
   * nothing on the medium. On failure `bytes` holds anything. At most 3 tries
   * are made. Must be there.
   */
  int32_t (*read)(void *port_context, uint32_t copy, uint64_t offset,
                  void *bytes, uint32_t count);
  /**
   * Writes `count` bytes, a multiple of program_byte_count at a multiple of it,
   * to memory that reads 0xFF. If power fails within the call, or it fails,
   * each byte of the range may read as before, as asked, or as anything else,
   * and need not read the same each time; bytes outside the range are
   * unchanged.
   * Must be there.
   */
  int32_t (*program)(void *port_context, uint32_t copy, uint64_t offset,
                     const void *bytes, uint32_t count);
  /**
   * Makes the erase_byte_count bytes from `offset` on, a multiple of it, read
   * 0xFF. If power fails within the call, or it fails, they may read as
   * anything; others are unchanged. Default: the library programs 0xFF, for
   * media that need no erase.
   */
  int32_t (*erase)(void *port_context, uint32_t copy, uint64_t offset);
  /**
   * Returns when everything programmed or erased before in that copy survives a
   * power cut. If power fails within the call, or it fails, any part of what
   * was written since the last sync may be missing. A device with a volatile
   * cache must flush it here, or tokens may be accepted twice. Default: program
   * and erase are durable when they return.
   */
  int32_t (*sync)(void *port_context, uint32_t copy);
  /**
   * Sets `counter_nanoseconds` to a monotonic counter that never falls between
   * two calls, except that it begins anew with a restart; and those of the four
   * `readings` that it knows a newer one of: they hold what was fed last. Must
   * not wait. Failure: the time counts as unknown for this call. Must be there.
   */
  int32_t (*clock)(void *port_context, uint64_t *counter_nanoseconds,
                   scrap_clock_reading readings[SCRAP_VERIFIER_CLOCK_COUNT]);
  /**
   * Fills 32 bytes with chance that nobody can predict. Must not wait longer
   * than a hardware generator needs. Failure: nothing is signed, and the
   * commander is not answered. Called once by init and twice for each reply.
   * Must be there.
   */
  int32_t (*entropy)(void *port_context, uint8_t bytes[32]);
  /**
   * enter 1: waits until no other task is between enter and leave; 0: leaves.
   * Not recursive. Default: one task alone uses the context.
   */
  void (*lock)(void *port_context, uint32_t enter);
  /**
   * Tells what happened, outside of the lock: it may block, but the caller of
   * the library waits for it. Default: nobody is told.
   */
  void (*event)(void *port_context, const scrap_event *event);

  uint64_t region_byte_count;    /**< of each copy */
  uint32_t program_byte_count;   /**< 1 to 512; with ECC: its unit */
  uint32_t erase_byte_count;     /**< 256 to 16 MiB */
  uint32_t control_sector_count; /**< 3 to 255, more wear less; 0: 3 */

  uint32_t entry_capacity;       /**< used tokens; 0: the profile's capacity */
  uint32_t ledger_capacity;      /**< accepted tasks that constraint_rate looks
                                      back on; 0: as entry_capacity */
  uint32_t clock_drift_ppb;      /**< of the counter; 0: 50,000 (a crystal) */
  void *index_memory;            /**< any alignment, for the context alone */
  size_t index_byte_count;       /**< SCRAP_VERIFIER_INDEX_BYTE_COUNT */
  void *work_memory;             /**< any alignment, for the context alone */
  size_t work_byte_count;        /**< SCRAP_VERIFIER_WORK_BYTE_COUNT; more, up
                                      to two erase units, recovers faster */

  const uint8_t *profile;        /**< the record of `scrapctl profile pack`;
                                      unchanged while the context lives */
  size_t profile_byte_count;
  const uint8_t *executor_key;   /**< 32 bytes, copied: wipe yours after init */
  const uint8_t *device_secret;  /**< 32 bytes, copied: wipe yours after init */

  uint32_t first_fix_jump_seconds; /**< how far the first fix may lie above the
                                      time mark unconfirmed; 0: 366 days */
  uint32_t reserved_tail;        /**< 0 */
  scrap_plan plan;
} scrap_verifier_config;

/** A context: opaque, the caller's, aligned as uint64_t is, never moved or
 * copied between init and close. */
typedef struct scrap_verifier {
  uint64_t opaque[SCRAP_VERIFIER_CONTEXT_BYTE_COUNT / 8];
} scrap_verifier;

/* ---- Life ----------------------------------------------------------- */

/**
 * Checks a configuration without calling a port.
 *
 * In: config. Out: field, if not null: the first wrong field's name, or null.
 * Returns: 0, or -1xx.
 */
int32_t scrap_verifier_validate(const scrap_verifier_config *config,
                                const char **field);

/** The index memory that init will use for these capacities, in bytes; 0 if one
 * is out of range. */
size_t scrap_verifier_index_byte_count(uint32_t entry_capacity,
                                       uint32_t ledger_capacity);

/**
 * Makes a context and recovers the store: reads all of it, writes nothing.
 *
 * In: config. Out: context; whatever it held is overwritten, so that close
 * comes first if it was in use. Tells event 1.
 * Returns: 0; -1xx, -401: there is no context, every call on it answers -502
 * and refuses. -201, -3xx: there is one, it refuses every request, and
 * scrap_verifier_format or scrap_verifier_raise_issued_floor help, on purpose.
 */
int32_t scrap_verifier_init(scrap_verifier *context,
                            const scrap_verifier_config *config);

/**
 * Wipes secrets and context; the ports are not called any more.
 * Returns: 0, -501, -502.
 */
int32_t scrap_verifier_close(scrap_verifier *context);

/**
 * Makes a new, empty store over whatever is there, on purpose.
 *
 * In: issued_after_seconds: no token issued at or before it will be accepted; 0
 * only on a medium that never held a store. If power fails within the call, the
 * medium holds the old store, none, or the new one.
 * Returns: 0, -201, -3xx, -401, -501, -502.
 */
int32_t scrap_verifier_format(scrap_verifier *context,
                              uint64_t issued_after_seconds);

/**
 * Raises floor G durably: no token issued at or before seconds is accepted any
 * more. The way out of SCRAP_ERROR_STORE_LOSS; name the present time and add
 * the clock skew. If power fails within the call, the floor is raised
 * or is not.
 * Returns: 0, -201, -3xx, -501, -502.
 */
int32_t scrap_verifier_raise_issued_floor(scrap_verifier *context,
                                          uint64_t seconds);

/** What the last recovery found. Out: report. Returns: 0, -501, -502. */
int32_t scrap_verifier_boot_report(scrap_verifier *context,
                                   scrap_boot_report *report);

/* ---- Messages ------------------------------------------------------- */

/**
 * Takes any message that was received: a task request, a binding, an operator's
 * message. Decides; marks an accepted request's tokens as used, durably in both
 * copies, before it returns; and writes the signed TaskAccept or TaskReject
 * that is to be sent, if one is due; or the receipt or status for the operator.
 *
 * If power fails within the call, the tokens are used or are not, and no reply
 * exists: the commander asks again and gets the same TaskAccept if they are.
 * The task runs at most once: run it after the call, only if
 * decision->verdict == SCRAP_VERDICT_ACCEPT.
 *
 * In: message, message_byte_count: any bytes, any number of them. peer_key: 33
 * bytes, whom the link has authenticated; null if it authenticates nobody.
 * reply_capacity: at least SCRAP_VERIFIER_REPLY_BYTE_COUNT_MAX.
 * Out: decision; reply; reply_byte_count: 0 if nothing is to be sent. Tells
 * event 2, after the lock is left.
 * Returns: 0 if the message was judged, either way. -501; -502: reason is
 * integrity_fault; -503; -504: peer_key is not a key.
 */
int32_t scrap_verifier_verify_and_mark(
    scrap_verifier *context, const uint8_t *message, size_t message_byte_count,
    const uint8_t *peer_key, scrap_decision *decision, uint8_t *reply,
    size_t reply_capacity, size_t *reply_byte_count);

/**
 * Decides on a chain of tokens without a request, for links that authenticate
 * their peer; never on bytes from a link that does not. Marks as above, answers
 * nothing.
 *
 * In: tokens: one after another, root first. token_byte_counts, token_count:
 * how long each is; 1 to 255 tokens. peer_key: 33 bytes, must be there.
 * Out: decision. Returns: 0, -501, -502, -504.
 */
int32_t scrap_verifier_verify_chain(
    scrap_verifier *context, const uint8_t *tokens,
    const size_t *token_byte_counts, size_t token_count,
    const uint8_t *peer_key, scrap_decision *decision);

/**
 * Writes the proof that an accepted task was executed.
 *
 * In: task_digest: 32 bytes, the decision's. output_hash: 32 bytes, SHA-256 of
 * the task's output. executed_at: Unix seconds. reply_capacity: at least
 * SCRAP_VERIFIER_REPLY_BYTE_COUNT_MAX. Out: reply, reply_byte_count.
 * Returns: 0, -401, -402, -501, -502, -503, -505: accepted before a restart, or
 * eight tasks ago; the commander's repeated request brings it back.
 */
int32_t scrap_verifier_prove(scrap_verifier *context,
                             const uint8_t *task_digest,
                             const uint8_t *output_hash, uint32_t executed_at,
                             uint8_t *reply, size_t reply_capacity,
                             size_t *reply_byte_count);

/**
 * The preimage of an accepted task's payment_hash: a secret until the payment
 * is settled. In: task_digest, 32 bytes. Out: preimage, 32 bytes.
 * Returns: 0, -501, -502, -505.
 */
int32_t scrap_verifier_preimage(scrap_verifier *context,
                                const uint8_t *task_digest,
                                uint8_t *preimage);

/* ---- Time ----------------------------------------------------------- */

/**
 * Takes a reading of a clock; the clock port may hand them over instead.
 * In: source: enum scrap_clock_source; reading: any values.
 * Returns: 0, -501, -502, -504.
 */
int32_t scrap_verifier_feed_clock(scrap_verifier *context, uint32_t source,
                                  const scrap_clock_reading *reading);

/**
 * Writes the ClockChallenge that the operator answers with a clock reading; the
 * same one for 10 s. An answer counts within 120 s of the first call that wrote
 * it, of the last four only. Out: message, at most 87 bytes;
 * message_byte_count.
 * Returns: 0, -202, -401, -501, -502, -503.
 */
int32_t scrap_verifier_clock_challenge(scrap_verifier *context,
                                       uint8_t *message, size_t capacity,
                                       size_t *message_byte_count);

/* ---- Care and telemetry --------------------------------------------- */

/**
 * Looks after time and store; call it once a second or so. At most one time
 * mark is written in ten minutes. If power fails within the call, nothing
 * that was promised is lost.
 *
 * In: budget: how many steps of a scrub, 0 to 1024; each checks 8 buckets of
 * the index, about 72 used tokens, and one segment of each copy, and writes at
 * most one record anew. Out: report, if not null. Tells events 3, 4.
 * Returns: 0, -501, -502, -504.
 */
int32_t scrap_verifier_tick(scrap_verifier *context, uint32_t budget,
                            scrap_tick_report *report);

/** Out: housekeeping. Reads no medium. Returns: 0, -501, -502. */
int32_t scrap_verifier_housekeeping(scrap_verifier *context,
                                    scrap_housekeeping *housekeeping);

/** Sets the counters to 0 that `scrap_housekeeping` names. Nobody signs this:
 * it is the host's; the operator's own way is a signed counter reset, which
 * `scrap_verifier_verify_and_mark` takes. Returns: 0, -501, -502. */
int32_t scrap_verifier_reset_counters(scrap_verifier *context);

/** Does nothing but count itself: whether the context is alive. Returns: 0,
 * -501, -502. */
int32_t scrap_verifier_no_op(scrap_verifier *context);

/* ---- Words ---------------------------------------------------------- */

/** The name of a reason, as in JSON and TaskReject; "" for other numbers. For
 * ever valid; needs no context, like the next two. */
const char *scrap_verifier_reason_name(uint32_t reason);

/** What to do about a reason, one sentence; "" for other numbers. */
const char *scrap_verifier_reason_remedy(uint32_t reason);

/** What a status means, one clause; "" for other numbers. */
const char *scrap_verifier_status_text(int32_t status);

#ifdef __cplusplus
}
#endif

#endif
