// The functions of version 1.1 are those that a static program holds alone: the newer ones bring all of OpenSSL along.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
