import Glibc
import StoreHarness
import Testing

@testable import Store

struct SubprocessTests {
  @Test(
    "How a child ended is told",
    arguments: [
      (["/bin/sh", "-c", "exit 0"], .exited(0)), (["/bin/sh", "-c", "exit 7"], .exited(7)),
      (["/bin/sh", "-c", "kill -9 $$"], .killed(signal: SIGKILL)),
      (["/nowhere/to/be/found"], .notStarted(code: ENOENT)),
    ] as [([String], Subprocess.Ending)])
  func endings(_ arguments: [String], _ ending: Subprocess.Ending) {
    #expect(Subprocess.run(arguments, .none) == ending)
  }

  @Test("The output of a child is read whole, also where it is more than a pipe holds")
  func output() {
    #expect(Subprocess.output(of: ["printf", "a\\0b"]) == [0x61, 0, 0x62])
    #expect(Subprocess.output(of: ["head", "-c", "300000", "/dev/zero"])?.count == 300_000)
    #expect(Subprocess.output(of: ["cat"]) == [], "there is nothing to read")
  }

  @Test("A child that fails, or takes too long, has no output")
  func noOutput() {
    #expect(Subprocess.output(of: ["/bin/sh", "-c", "echo something; exit 1"]) == nil)
    #expect(Subprocess.output(of: ["/bin/sh", "-c", "exec sleep 60"], seconds: 1) == nil)
    #expect(Subprocess.output(of: ["/bin/sh", "-c", "echo something; exec sleep 60"], seconds: 1) == nil)
  }

  @Test("A child has no signals blocked or ignored")
  func signals() throws {
    var all = sigset_t()
    sigfillset(&all)
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, &all, &before)
    let wasHandled = signal(SIGXFSZ, SIG_IGN)
    defer {
      signal(SIGXFSZ, wasHandled)
      pthread_sigmask(SIG_SETMASK, &before, nil)
    }
    let output = try #require(Subprocess.output(of: ["grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status"]))
    let masks = String(decoding: output, as: UTF8.self).split(separator: "\n").map { $0.split(separator: "\t")[1] }
    #expect(masks.count == 2)
    #expect(UInt64(masks[0], radix: 16) == 0)
    #expect(UInt64(masks[1], radix: 16).map { $0 & (1 << UInt64(SIGXFSZ - 1)) } == 0)
  }
}
