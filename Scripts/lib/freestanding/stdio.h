/* SPDX-License-Identifier: Apache-2.0 */
/* libsecp256k1 includes it and, with its user's callbacks, prints nothing. */
#ifndef SCRAP_STDIO_H
#define SCRAP_STDIO_H
#endif
