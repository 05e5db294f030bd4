/* SPDX-License-Identifier: Apache-2.0 */
/* The whole of libsecp256k1 that this package uses. */
#include <secp256k1.h>
#include <secp256k1_extrakeys.h>
#include <secp256k1_preallocated.h>
#include <secp256k1_schnorrsig.h>
