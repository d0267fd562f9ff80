import Testing

@testable import App

struct TerminalProbeTests {
  @Test(
    "Replies are read in any order and among other bytes",
    arguments: [
      ("\u{1B}[?0u\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\\u{1B}[?62;22c", true, true, true),
      ("\u{1B}]11;rgb:1e/1e/2e\u{07}\u{1B}[?1;2c", true, false, false), ("\u{1B}[?62;c", true, false, nil),
      ("x\u{1B}[?1u\u{1B}[?6c", true, true, nil), ("", false, false, nil), ("jjk", false, false, nil),
      ("\u{1B}]11;rgb:zz/1\u{07}\u{1B}[?6c", true, false, nil),
    ] as [(String, Bool, Bool, Bool?)])
  func answers(reply: String, isAlive: Bool, hasProtocol: Bool, isLight: Bool?) {
    let answer = TerminalProbe.Answer(Array(reply.utf8))
    #expect(answer.isAlive == isAlive)
    #expect(answer.hasKeyboardProtocol == hasProtocol)
    #expect(answer.isLight == isLight)
  }

  @Test("What is wrong comes with what to do about it") func diagnosis() {
    let variables = [
      "HOME": "/nonexistent", "TERM": "no-such-terminal", "LC_ALL": "de_DE.ISO-8859-1", "PATH": "/nonexistent",
      "XDG_STATE_HOME": "/etc/passwd/state",
    ]
    let findings = Diagnosis(ProgramEnvironment(variables: variables), terminal: nil).findings
    for name in ["terminal", "locale", "state folder", "git"] {
      #expect(findings.first { $0.name == name }?.remedy != nil, "\(name)")
    }
  }

  @Test("A usual place is well") func well() {
    let variables = ["HOME": "/tmp", "TERM": "xterm", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"]
    let findings = Diagnosis(ProgramEnvironment(variables: variables), terminal: nil).findings
    #expect(findings.filter { ["terminal", "locale", "colours"].contains($0.name) }.allSatisfy { $0.remedy == nil })
  }
}
