/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file scrap_verifier_types.h
 * Sizes, numbers and structures of scrap_verifier.h, which includes it.
 */
#ifndef SCRAP_VERIFIER_TYPES_H
#define SCRAP_VERIFIER_TYPES_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The version of this interface; `scrap_verifier_config.version`. */
#define SCRAP_VERIFIER_VERSION 1u

/* ---- Sizes ---------------------------------------------------------- */

/** Bytes of a context. */
#define SCRAP_VERIFIER_CONTEXT_BYTE_COUNT 6272u
/** Bytes of index memory that are enough for so many used tokens and accepted
 * tasks; `scrap_verifier_index_byte_count` tells exactly how many are used. */
#define SCRAP_VERIFIER_INDEX_BYTE_COUNT(entries, ledger) \
  (40u * (size_t)(entries) + 13u * (size_t)(ledger) + 400u)
/** Bytes of work memory that are enough for a program_byte_count: 1,024 up to
 * 64, 3,072 for 512. */
#define SCRAP_VERIFIER_WORK_BYTE_COUNT(program_byte_count) \
  ((program_byte_count) <= 64u ? 1024u : 3072u)
/** The most used tokens that a store can be made for. */
#define SCRAP_VERIFIER_ENTRY_CAPACITY_MAX 16777214u
/** Bytes of the longest message that is taken in. */
#define SCRAP_VERIFIER_MESSAGE_BYTE_COUNT_MAX 4099u
/** Bytes of the buffer that every reply fits. */
#define SCRAP_VERIFIER_REPLY_BYTE_COUNT_MAX 512u
/** Tokens of the longest chain. */
#define SCRAP_VERIFIER_CHAIN_TOKEN_COUNT_MAX 4u
/** Copies of the store on the medium. */
#define SCRAP_VERIFIER_COPY_COUNT 2u
/** Clocks that can be fed. */
#define SCRAP_VERIFIER_CLOCK_COUNT 4u

/* ---- Numbers -------------------------------------------------------- */

/** What a function did: 0, or why it did not. Numbers are never used again for
 * anything else. */
enum scrap_status {
  SCRAP_OK = 0,

  /* -1xx: the configuration; nothing was done. */
  SCRAP_ERROR_CONFIG_MISSING = -101,       /**< The pointer is null. */
  SCRAP_ERROR_CONFIG_VERSION = -102,       /**< version */
  SCRAP_ERROR_CONFIG_PORT = -103,          /**< a port that must be there */
  SCRAP_ERROR_CONFIG_GEOMETRY = -104,      /**< sizes of the region */
  SCRAP_ERROR_CONFIG_INDEX = -105,         /**< index memory, capacities */
  SCRAP_ERROR_CONFIG_CLOCK = -106,         /**< figures of the clock policy */
  SCRAP_ERROR_CONFIG_PROFILE = -107,       /**< the profile record */
  SCRAP_ERROR_CONFIG_SECRET = -108,        /**< executor_key, device_secret */
  SCRAP_ERROR_CONFIG_IDENTITY = -109,      /**< key is not the profile's */
  SCRAP_ERROR_CONFIG_WORK = -110,          /**< work memory */

  /* -2xx: devices. */
  SCRAP_ERROR_MEDIUM = -201,               /**< a port of the medium failed */
  SCRAP_ERROR_CLOCK = -202,                /**< the clock port failed */

  /* -3xx: the state of the store; every request is refused. */
  SCRAP_ERROR_STORE_NOT_RECOVERED = -301,  /**< memory is damaged: restart */
  SCRAP_ERROR_STORE_BLANK = -302,          /**< no store: format on purpose */
  SCRAP_ERROR_STORE_OTHER_FORMAT = -303,   /**< another format or geometry */
  SCRAP_ERROR_STORE_LOSS = -304,           /**< marks may be lost: raise G */
  SCRAP_ERROR_STORE_CAPACITY = -305,       /**< more marks than capacity */

  /* -4xx: chance and signatures. */
  SCRAP_ERROR_ENTROPY = -401,              /**< the entropy port failed */
  SCRAP_ERROR_SIGNING = -402,              /**< a signature failed its check */

  /* -5xx: the call. */
  SCRAP_ERROR_NULL = -501,                 /**< a pointer that must be there */
  SCRAP_ERROR_NO_CONTEXT = -502,           /**< init did not succeed before */
  SCRAP_ERROR_BUFFER = -503,               /**< a buffer is too small */
  SCRAP_ERROR_ARGUMENT = -504,             /**< a value out of its range */
  SCRAP_ERROR_UNKNOWN_TASK = -505          /**< no such accepted task here */
};

/** The two values of a verdict. Whatever is not exactly ACCEPT is a refusal: a
 * cleared register, all ones, and every pattern a few bits away. */
#define SCRAP_VERDICT_ACCEPT 0x5A3C96E1u
#define SCRAP_VERDICT_REFUSE 0xA5C3691Eu

/** What became of a message: `scrap_decision.outcome`. */
enum scrap_outcome {
  SCRAP_OUTCOME_NONE = 0,             /**< the call failed: not judged */
  SCRAP_OUTCOME_GRANTED = 1,          /**< a task may run, once */
  SCRAP_OUTCOME_REFUSED = 2,          /**< a request or chain was refused */
  SCRAP_OUTCOME_BOUND = 3,            /**< a task is bound to its payment */
  SCRAP_OUTCOME_BINDING_REFUSED = 4,
  SCRAP_OUTCOME_CLOCK_SET = 5,        /**< the operator's time was taken */
  SCRAP_OUTCOME_OPERATOR_REFUSED = 6, /**< an operator's message was refused */
  SCRAP_OUTCOME_IGNORED = 7,          /**< not a message for a target */
  SCRAP_OUTCOME_OPERATOR_TAKEN = 8    /**< an operator's command took effect, or
                                           its question is answered: the reply
                                           is for the operator */
};

/** Why a message was refused: `scrap_decision.reason`. 1 to 103 go over the air
 * in a TaskReject. */
enum scrap_reason {
  SCRAP_REASON_NONE = 0,
  SCRAP_REASON_NO_SECURE_TIME = 1,
  SCRAP_REASON_STORE_UNAVAILABLE = 2,
  SCRAP_REASON_INTEGRITY_FAULT = 3,
  SCRAP_REASON_MALFORMED_REQUEST = 10,
  SCRAP_REASON_MALFORMED_TOKEN = 11,
  SCRAP_REASON_DEPTH_EXCEEDED = 20,
  SCRAP_REASON_CHAIN_INVALID = 21,
  SCRAP_REASON_EXPIRED = 30,
  SCRAP_REASON_EXPIRY_TOO_FAR = 31,
  SCRAP_REASON_FUTURE_ISSUED = 32,
  SCRAP_REASON_ISSUED_BEFORE_FLOOR = 33,
  SCRAP_REASON_WRONG_AUDIENCE = 40,
  SCRAP_REASON_INVALID_SIGNATURE = 50,
  SCRAP_REASON_UNKNOWN_SUBJECT = 60,
  SCRAP_REASON_BAD_COMMANDER_SIGNATURE = 61,
  SCRAP_REASON_STALE_REQUEST = 70,
  SCRAP_REASON_CAPABILITY_DENIED = 80,
  SCRAP_REASON_CONSTRAINT_VIOLATION = 90,
  SCRAP_REASON_REVOKED = 100,
  SCRAP_REASON_ALREADY_ACCEPTED = 101,
  SCRAP_REASON_REPLAYED = 102,
  SCRAP_REASON_CACHE_FULL = 103,
  SCRAP_REASON_MALFORMED_MESSAGE = 201,
  SCRAP_REASON_WRONG_SATELLITE = 202,
  SCRAP_REASON_NO_OPEN_CHALLENGE = 203,
  SCRAP_REASON_WRONG_NONCE = 204,
  SCRAP_REASON_UNKNOWN_OPERATIONS_KEY = 205,
  SCRAP_REASON_IMPOSSIBLE_TIME = 206,
  SCRAP_REASON_BAD_OPERATIONS_SIGNATURE = 207,
  SCRAP_REASON_OLD_VERSION = 208,
  SCRAP_REASON_VERSION_NOT_KEPT = 209,
  SCRAP_REASON_NO_TRUSTED_TIME = 210,
  SCRAP_REASON_SIGNED_AHEAD = 211,
  SCRAP_REASON_SIGNED_BEFORE_FLOOR = 212,
  SCRAP_REASON_UNKNOWN_ISSUER = 213,
  SCRAP_REASON_REVOCATION_TOO_FAR = 214,
  SCRAP_REASON_FLOOR_OUT_OF_RANGE = 215,
  SCRAP_REASON_STORE_FULL = 216,
  SCRAP_REASON_REVOCATION_NOT_KEPT = 217,
  SCRAP_REASON_CLOCK_IMPOSSIBLE = 221,
  SCRAP_REASON_CLOCK_OUT_OF_RANGE = 222,
  SCRAP_REASON_CLOCK_TOO_WIDE = 223,
  SCRAP_REASON_CLOCK_BELOW_MARK = 224,
  SCRAP_REASON_CLOCK_COUNTER_FELL = 225,
  SCRAP_REASON_MALFORMED_BINDING = 231,
  SCRAP_REASON_BINDING_UNKNOWN_TASK = 232,
  SCRAP_REASON_BINDING_WRONG_PAYMENT_HASH = 233,
  SCRAP_REASON_BINDING_BAD_SIGNATURE = 234
};

/** Places of clocks. Both receivers are one witness. */
enum scrap_clock_source {
  SCRAP_CLOCK_GPS = 0,        /**< a GNSS receiver */
  SCRAP_CLOCK_GPS_SECOND = 1, /**< a second one */
  SCRAP_CLOCK_NTP = 2,        /**< time from the ground, by any protocol */
  SCRAP_CLOCK_RTC = 3         /**< the real-time clock with a battery */
};

/** What a clock says of itself. Only GOOD is believed. */
enum scrap_clock_health {
  SCRAP_CLOCK_ABSENT = 0,
  SCRAP_CLOCK_NO_FIX = 1,
  SCRAP_CLOCK_NO_LEAP_SECONDS = 2,
  SCRAP_CLOCK_FAULTY = 3,
  SCRAP_CLOCK_GOOD = 4
};

/* ---- Structures ----------------------------------------------------- */

/** A reading of one clock, 32 bytes. Any values; what cannot be is refused. */
typedef struct scrap_clock_reading {
  int64_t unix_seconds;
  int64_t error_nanoseconds;     /**< on either side; above 0 */
  uint64_t taken_at_nanoseconds; /**< the monotonic counter at that moment */
  uint32_t nanoseconds;          /**< the fraction, below 1,000,000,000 */
  uint32_t health;               /**< enum scrap_clock_health */
} scrap_clock_reading;

/** Bytes of the caller's message; null and 0 if there are none. */
typedef struct scrap_span {
  const uint8_t *bytes;
  size_t byte_count;
} scrap_span;

/** What became of one message. Written whole by every call that judges, and
 * begun with REFUSE, whatever the call returns. */
typedef struct scrap_decision {
  uint32_t verdict;     /**< exactly SCRAP_VERDICT_ACCEPT, or a refusal */
  uint32_t reason;      /**< enum scrap_reason; 0 if nothing was refused */
  uint32_t outcome;     /**< enum scrap_outcome */
  int32_t chain_index;  /**< the token to blame, 0 is the root; -1 for none */
  int32_t offset;       /**< the byte to blame, from the message's first, or,
                             for a chain alone, the token's; -1 for none */
  uint32_t step;        /**< the step of the order of checks, 1 to 12; or 0 */
  uint32_t token_count; /**< tokens of the chain; 0 if it was not read */
  uint32_t expires_at;  /**< of the leaf; 0 if it was not read */
  uint8_t token_id[16]; /**< of the leaf; zeros if it was not read */
  uint8_t task_digest[32]; /**< names an accepted task; zeros otherwise */
  uint64_t time_lo_seconds; /**< trusted time of an accepted task; or 0 */
  uint64_t time_hi_seconds;
  uint64_t max_amount_sats; /**< of an accepted request; 0 if it has none */
  uint32_t timeout_blocks;  /**< of an accepted request; 0 if it has none */
  uint32_t reserved;        /**< 0 */
  /* Of an accepted request, inside the caller's message: valid as long as
   * that is unchanged. Empty otherwise. */
  scrap_span task_id;     /**< 1 to 64 printable bytes */
  scrap_span task_type;   /**< the capability asked for; derive the command
                               from this alone */
  scrap_span target;      /**< GeoJSON text */
  scrap_span parameters;  /**< opaque, signed by the commander */
  scrap_span constraints; /**< opaque, signed by the commander */
} scrap_decision;

/** What the executor offers for every task; goes into a TaskAccept. */
typedef struct scrap_plan {
  uint64_t amount_sats;     /**< never above what the commander signed */
  uint32_t expiry_seconds;  /**< how long the offer stands; 0: 3600 */
  uint32_t estimated_duration_seconds;
  uint32_t start_delay_seconds;
  uint32_t data_volume_megabytes;
  uint32_t quality_estimate; /**< in ten thousand, 1 to 10,000; 0: 10,000 */
  uint32_t reserved;         /**< 0 */
} scrap_plan;

/** What recovery found, 112 bytes. All counters of one boot. */
typedef struct scrap_boot_report {
  int32_t status;           /**< 0: requests are judged; or -2xx, -3xx */
  uint32_t loss_causes;     /**< bits, see NVM/FORMAT.md; 0: nothing is lost */
  uint64_t segment_count;   /**< segments that were read */
  uint64_t mark_count;      /**< marks that can be read */
  uint64_t half_slot_count; /**< records whole in one copy only */
  uint64_t torn_slot_count; /**< slots whole in neither copy */
  uint64_t lost_slot_count; /**< of which a mark may be gone */
  uint64_t damaged_control_count; /**< images of the control record, of 4 */
  uint64_t failed_read_count;     /**< reads that failed three times */
  uint64_t skipped_segment_count; /**< sectors that could not be used */
  uint64_t expires_floor;   /**< E: nothing that expired before it is judged */
  uint64_t issued_floor;    /**< G: nothing issued at or before it is taken */
  uint64_t time_mark;       /**< no time before it is believed */
  uint32_t entry_count;     /**< used tokens in the index */
  uint32_t entry_capacity;
  uint8_t identity_key[8];  /**< bytes 1 to 8 of the profile's key: which one */
} scrap_boot_report;

/** Housekeeping, 136 bytes of 32-bit words in the processor's byte order, laid
 * out the same on every target: copy it into a telemetry packet. Counters stay
 * at 0xFFFFFFFF once they are there; they begin at 0 with init.
 * `scrap_verifier_reset_counters` sets granted_count to scrub_pass_count,
 * operator_taken_count, revoked_count, no_op_count and last_reason to 0; an
 * operator's signed counter reset (OPERATOR.md) all of these but no_op_count
 * and last_reason, and then counts itself in operator_taken_count.
 * rebuild_count and repaired_vote_count belong to the store: none resets
 * them. */
typedef struct scrap_housekeeping {
  uint32_t version;          /**< 2 */
  int32_t store_status;      /**< 0, -2xx, -3xx, as the boot report's, now */
  uint32_t granted_count;
  uint32_t refused_count;    /**< the next four included */
  uint32_t replayed_count;   /**< replayed, already_accepted */
  uint32_t untimed_count;    /**< no_secure_time */
  uint32_t store_refused_count; /**< store_unavailable, cache_full */
  uint32_t malformed_count;  /**< malformed_request, malformed_token */
  uint32_t bound_count;
  uint32_t binding_refused_count;
  uint32_t clock_set_count;
  uint32_t operator_refused_count;
  uint32_t ignored_count;
  uint32_t reply_count;
  uint32_t time_mark_count;  /**< time marks written for themselves */
  uint32_t time_mark_failed_count;
  uint32_t repaired_record_count; /**< on the medium, by scrubs */
  uint32_t unrepaired_count; /**< damage that a scrub could not repair */
  uint32_t scrub_pass_count; /**< passes over all of the medium */
  uint32_t no_op_count;
  uint32_t last_reason;      /**< of the last message that was refused; or 0 */
  uint32_t is_time_trusted;  /**< 0, 1: at the last call that asked */
  uint32_t clock_reason;     /**< why, as in scrapctl's traces */
  uint32_t clock_alarms;     /**< bits, as in scrapctl's traces */
  uint32_t time_lo_seconds;  /**< trusted time then; 0 without */
  uint32_t time_hi_seconds;
  uint32_t entry_count;      /**< used tokens in the index */
  uint32_t entry_capacity;
  uint32_t earliest_expiry;  /**< when the first of them expires; or 0 */
  uint32_t rebuild_count;    /**< index memory made anew after damage */
  uint32_t repaired_vote_count; /**< flipped bits that were outvoted */
  uint32_t ring_fill;        /**< records that a restart would read */
  uint32_t operator_taken_count; /**< operator's commands that took effect,
                                      and status questions answered */
  uint32_t revoked_count;    /**< requests refused as revoked */
} scrap_housekeeping;

/** What a tick did, 24 bytes. */
typedef struct scrap_tick_report {
  uint32_t is_time_trusted;
  uint32_t clock_reason;
  uint32_t clock_alarms;
  uint32_t time_mark;         /**< 0 recent enough, 1 written, 2 failed, 3 no
                                   trusted time */
  uint32_t repaired_count;    /**< records written anew */
  uint32_t unrepaired_count;  /**< damage that could not be repaired now */
} scrap_tick_report;

/** What happened, for the event port. */
typedef struct scrap_event {
  uint32_t kind;   /**< 1 recovery has finished, 2 a message was judged, 3
                        trusted time came or went, 4 a scrub repaired or
                        failed */
  int32_t status;  /**< 1: the boot report's status. 3: 1 came, 0 went.
                        4: records repaired, or -201 */
  const scrap_decision *decision; /**< 2; null otherwise */
} scrap_event;

#ifdef __cplusplus
}
#endif

#endif
