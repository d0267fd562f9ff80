// The processors of a thread.
#define _GNU_SOURCE

#include "CThreads.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

struct Beginning {
  void (*body)(void *);
  void *context;
  /// Where the thread may run once it has begun: wherever its maker may. None where that is not known.
  cpu_set_t processors;
};

static void *begin(void *argument) {
  struct Beginning beginning = *(struct Beginning *)argument;
  free(argument);
  if (CPU_COUNT(&beginning.processors) > 0)
    pthread_setaffinity_np(pthread_self(), sizeof beginning.processors, &beginning.processors);
  beginning.body(beginning.context);
  return NULL;
}

int start_thread_elsewhere(void (*body)(void *), void *context) {
  struct Beginning *beginning = malloc(sizeof *beginning);
  if (!beginning) return ENOMEM;
  *beginning = (struct Beginning){body, context, {{0}}};
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  cpu_set_t others;
  if (pthread_getaffinity_np(pthread_self(), sizeof others, &others) == 0) {
    beginning->processors = others;
    int here = sched_getcpu();
    if (here >= 0 && here < CPU_SETSIZE) CPU_CLR(here, &others);
    if (CPU_COUNT(&others) > 0) pthread_attr_setaffinity_np(&attributes, sizeof others, &others);
  }
  pthread_t thread;
  int status = pthread_create(&thread, &attributes, begin, beginning);
  pthread_attr_destroy(&attributes);
  if (status != 0) free(beginning);
  return status;
}
