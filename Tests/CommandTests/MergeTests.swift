import ProgramHarness
import Testing

/// The merge driver, run by git itself.
@Suite struct MergeTests {
  let place: TemporaryHome

  init() throws {
    place = try TemporaryHome()
    try place.git("init", "-q", "-b", "main")
    try place.write("*.review.yaml merge=gloss\n", to: ".gitattributes")
    try place.git("config", "merge.gloss.driver", "'\(TemporaryHome.program)' merge-sidecar %O %A %B %P")
    try place.write("# Maps\n\n- hash tables are fast\n- trees keep an order\n", to: "notes.md")
    try place.gloss("annotate", "notes.md", "--line", "1", "--text", "before")
    try commit("base")
    try place.git("branch", "other")
  }

  private func commit(_ message: String) throws {
    try place.git("add", "-A")
    #expect(try place.git("commit", "-q", "-m", message).status == 0)
  }

  private func change(_ old: String, _ new: String) throws {
    try place.write(place.read("notes.md.review.yaml").replacing(old, with: new), to: "notes.md.review.yaml")
  }

  private var texts: [String] {
    get throws { try place.gloss("annotations", "notes.md").lines.map { String($0.split(separator: " ").last ?? "") } }
  }

  @Test func annotationsOfBothBranchesAreThere() throws {
    try place.gloss("annotate", "notes.md", "--line", "3", "--text", "ours")
    try commit("ours")
    try place.git("checkout", "-q", "other")
    try place.gloss("annotate", "notes.md", "--line", "3", "--text", "theirs")
    try commit("theirs")
    try place.git("checkout", "-q", "main")
    #expect(try place.git("merge", "-q", "-m", "both", "other").status == 0)
    #expect(try Set(texts) == ["before", "ours", "theirs"])
    #expect(try place.gloss("check", "notes.md").status == 0)
  }

  @Test func twoChangesOfOneTextAreBothKept() throws {
    try change("before", "mine")
    try commit("ours")
    try place.git("checkout", "-q", "other")
    try change("before", "yours")
    try commit("theirs")
    try place.git("checkout", "-q", "main")
    #expect(try place.git("merge", "-q", "-m", "both", "other").status == 0)
    #expect(try Set(texts) == ["mine", "yours"])
    #expect(place.read("notes.md.review.yaml").contains("reply_to"))
  }

  @Test func sidecarThatCannotBeReadIsAConflict() throws {
    try place.gloss("annotate", "notes.md", "--line", "3", "--text", "ours")
    let ours = place.read("notes.md.review.yaml")
    try commit("ours")
    try place.git("checkout", "-q", "other")
    try change("comments:", "comments: [")
    try commit("theirs")
    try place.git("checkout", "-q", "main")
    let merged = try place.git("merge", "-q", "-m", "both", "other")
    #expect(merged.status == 1 && (merged.errors + merged.output).contains("notes.md.review.yaml is not merged"))
    #expect((merged.errors + merged.output).contains("their version:4:"))
    #expect(place.read("notes.md.review.yaml") == ours)
  }

  @Test("The file that can't be merged is named", arguments: ["base", "ours", "theirs"]) func named(file: String) throws
  {
    for name in ["base", "ours", "theirs"] { try place.write(place.read("notes.md.review.yaml"), to: name) }
    try place.write("comments: [\n", to: file)
    let broken = try place.gloss("merge-sidecar", "base", "ours", "theirs")
    #expect(broken.status == 1 && broken.errors.contains("ours is not merged: \(file):2:1: "))
    try place.remove(file)
    let missing = try place.gloss("merge-sidecar", "base", "ours", "theirs")
    #expect(missing.status == 1)
    #expect(missing.errors == "gloss: ours is not merged: \(file) cannot be read: No such file or directory\n")
  }
}
