// What reading a sidecar takes, and what a save takes beside the waits for the disk, for some numbers of records.
import Annotations
import Glibc
import Store

/// A sidecar of so many records, as Gloss writes them.
func sidecar(_ count: Int) -> [UInt8] {
  var text = "mrsf_version: \"1.0\"\ndocument: a.md\ncomments:\n"
  for number in 0..<count {
    let digits = String(number)
    let id = "01" + String(repeating: "0", count: 24 - digits.count) + digits
    text += "  - id: \"\(id)\"\n    author: \"Ada\"\n    timestamp: \"2026-01-01T10:00:00.000Z\"\n"
    text +=
      number % 7 == 0
      ? "    text: |-\n      one line \(number)\n      another: # one\n" : "    text: \"why \(number)?\"\n"
    text += "    type: question\n    resolved: false\n    line: \(number + 2)\n    end_line: \(number + 2)\n"
    text +=
      "    selected_text: \"- topic \(number)\"\n    x_gloss: {target: topic, path: [\"Notes\", \"topic \(number)\"],"
    text += " previous: \"topic \(number - 1)\", next: \"topic \(number + 1)\", ordinal: 1, twins: 1,"
    text += " subtree: \"0123456789abcdef\", level: 0}\n"
  }
  return Array(text.utf8)
}

let clock = ContinuousClock()
func milliseconds(_ duration: Duration) -> Int { Int(duration / .milliseconds(1)) }

// In memory, where nothing waits for a disk.
var template = Array("/dev/shm/gloss-bench-XXXXXX".utf8CString)
guard let made = mkdtemp(&template) else { exit(2) }
let folder = String(cString: made)
let store = Store(StoreEnvironment.live(variables: ["XDG_STATE_HOME": folder + "/state", "HOME": folder]))
print("records  MB  read  save (reply, edit, new, delete), ms")
for count in [1000, 5000, 10_000, 60_000] {
  let source = folder + "/a.md"
  let bytes = sidecar(count)
  try FileBytes.write(Array("# Notes\n".utf8), to: source)
  try FileBytes.write(bytes, to: source + ".review.yaml")
  var opened = try store.open(source: source)
  let read = clock.measure { _ = try? store.open(source: source) }
  var times: [Int] = []
  var number = 0
  for round in 0..<3 {
    let middle = opened.annotations[count / 2 + round]
    var edited = middle
    edited.text += " Edited."
    var new = middle
    new.id = "NEW\(round)"
    var reply = Annotation(
      id: "REPLY\(round)", author: "Ada", timestamp: "2026-01-01T10:00:00.000Z", text: "because",
      anchor: Anchor(target: .file))
    reply.replyTo = middle.id
    for change in [AnnotationChange.add(reply), .replace(edited, was: middle), .add(new), .delete(new)] {
      let time = milliseconds(try clock.measure { opened = try store.save([change], to: opened) })
      if round == 0 { times.append(time) } else { times[number % 4] = min(times[number % 4], time) }
      number += 1
    }
  }
  print(count, bytes.count >> 20, milliseconds(read), times.map(String.init).joined(separator: " "), separator: "  ")
}
_ = Subprocess.run(["/bin/rm", "-rf", folder], .none)
