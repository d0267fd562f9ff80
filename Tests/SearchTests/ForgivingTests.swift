import Outline
import Seeding
import Testing

@testable import Search

@Suite struct ForgivingTests {
  @Test(arguments: [
    ("generators", "A generator yields", "generator", Rank.Form.stem),
    ("fallacies", "no fallacy", "fallacy", .stem),
    ("studying", "a study", "study", .stem),
    ("theories", "in theory", "theory", .stem),
    ("indices", "one index", "index", .variant),
    ("colour", "the colors", "colors", .variant),
    ("behavior", "odd behaviours", "behaviours", .variant),
    ("normalise", "is normalized", "normalized", .variant),
    ("modeling", "data modelling", "modelling", .stem),
    ("travelled", "they traveled", "traveled", .stem),
    ("centre", "in the center of", "center", .variant),
    ("catalogue", "a catalog", "catalog", .variant),
    ("signalling", "the signaling", "signaling", .stem),
    ("defense", "no defence", "defence", .variant),
    ("email", "an e-mail", "e", .variant),
    ("Häuser", "Das Haus ist nicht der Ort und die Stadt", "haus", .stem),
    ("Strasse", "auf der Straße", "straße", .variant),
    ("Aepfel", "die Äpfel", "äpfel", .variant),
    ("children", "a child", "child", .variant),
    ("Groesse", "die Größe", "größe", .variant),
    ("coeur", "mon cœur", "cœur", .variant),
    ("encyclopaedia", "an Encyclopædia", "encyclopædia", .variant),
    ("office", "an oﬃce", "oﬃce", .variant),
    ("fine", "a ﬁne day", "ﬁne", .variant),
  ])
  func otherFormsOfAWordAreFoundAndNamed(word: String, text: String, found: String, form: Rank.Form) throws {
    let outline = Outline(parsing: Array("# Title\n\n\(text).\n".utf8))
    let hit = try #require(Matcher(try Query(parsing: word)).topics(in: outline).hits.first)
    #expect(hit.rank.form == form)
    #expect(hit.forms.map(\.word) == [word])
    if word != "email" { #expect(hit.forms.map(\.found) == [found]) }
    #expect(Matcher(try Query(parsing: "\"\(word)\"")).topics(in: outline).hits.isEmpty)
    #expect(Matcher(try Query(parsing: "title -\(word)")).topics(in: outline).hits.count == 1)
  }

  @Test(
    "A search that finds nothing says which word is missing, whatever the word is made of",
    arguments: [
      ("1000", "“1000” is nowhere"), ("検索", "“検索” is nowhere"), ("foo:bar", "“foo:bar” is nowhere"),
      ("maps 1000", "“1000” is nowhere"), ("paren)", "“paren)” is nowhere"), ("\"no way\"", "“no way” is nowhere"),
      ("wellknown", "“wellknown” is nowhere: well known?"), ("maps café", "these words are nowhere together"),
      ("/zz+y/", "nothing matches /zz+y/"), ("#nothere", "nothing has the tag #nothere"),
      ("has:math level:3", "nothing is like that"), ("is:todo OR is:done", "nothing is todo or done"),
    ]) func messages(text: String, message: String) throws
  {
    let query = try Query(parsing: text)
    var vocabulary = Vocabulary()
    vocabulary.add(Array("maps are well-known in a café".utf8))
    let said = query.words.isEmpty ? query.nothingFound : ForgivingSearch(query, vocabulary: vocabulary).message
    #expect(said == message)
  }

  @Test("Digits above and below the line, and the i without a dot, are what they look like") func digits() throws {
    for (word, text) in [("H2O", "H₂O"), ("x10", "x¹⁰"), ("isi", "ısı"), ("ısı", "isi")] {
      let outline = Outline(parsing: Array("- \(text)\n".utf8))
      #expect(Matcher(try Query(parsing: word)).topics(in: outline).hits.count == 1)
      #expect(Matcher(try Query(parsing: word)).mayFindTopics(TextSignature(of: outline.bytes)))
    }
  }

  @Test(arguments: [
    ("hour", "her hor"), ("four", "for"), ("your", "yor"), ("wise", "wize"), ("runtime", "run"), ("cat", "category x"),
    ("notes", "not"), ("university", "universal"),
  ])
  func whatOnlyLooksAlikeIsNotFound(word: String, text: String) throws {
    let outline = Outline(parsing: Array("# \(text)\n".utf8))
    let hits = Matcher(try Query(parsing: word)).topics(in: outline).hits
    // Snowball itself takes some words for forms of one another, and says so; a literal hit is none here.
    #expect(hits.allSatisfy { $0.rank.form != .variant })
    if word != "university", word != "cat" { #expect(hits.isEmpty) }
  }

  @Test(arguments: [
    ("generatr", ["generator"]), ("genreator", ["generator"]), ("gnerators", ["generators", "generator"]),
    ("hahs", ["hash"]), ("ash", []), ("map", []), ("xyzzy", []), ("dictonary", ["dictionary"]),
    ("dikshunary", []), ("h4sh", []),
  ])
  func typosAreForgivenByLength(word: String, expected: [String]) {
    var vocabulary = Vocabulary()
    vocabulary.add(Array("generator generator generators dictionary hash maps is the 12345 of".utf8))
    let found = vocabulary.words(near: word)
    #expect(found == expected || (expected.count > 1 && found == [expected[0]]))
  }

  @Test(
    "Words that only look alike are offered, not taken for what was meant",
    arguments: [
      ("slope", "scope"), ("padding", "adding"), ("sidebar", "sidecar"), ("distance", "instance"),
      ("connectors", "collectors"), ("lightning", "fighting"), ("shrinking", "thinking"), ("grass", "glass"),
    ])
  func wordsThatLookAlike(word: String, known: String) {
    var vocabulary = Vocabulary()
    vocabulary.add(Array(known.utf8))
    #expect(vocabulary.words(near: word).isEmpty)
    #expect(vocabulary.suggestions(for: word) == [known] || word.first != known.first)
  }

  @Test(arguments: [
    ("seperate", "separate"), ("recieve", "receive"), ("dependancy", "dependency"), ("accomodatoin", "accommodation"),
    ("serach", "search"), ("notebok", "notebook"), ("kejboard", "keyboard"), ("definately", "definitely"),
  ])
  func slipsOfFingersAreTakenForWhatWasMeant(word: String, known: String) {
    var vocabulary = Vocabulary()
    vocabulary.add(Array(known.utf8))
    #expect(vocabulary.words(near: word) == [known])
  }

  @Test func onlyWhatIsMeantIsHighlighted() throws {
    let matcher = Matcher(try Query(parsing: "hash"))
    #expect(matcher.ranges(in: "hashing, rehash, Hash") == [0..<4, 11..<15, 17..<21])
    #expect(Matcher(try Query(parsing: "hashing")).ranges(in: "a hash, hashed") == [2..<6, 8..<14])
  }

  @Test func literalHitsComeFirstAndOthersAreNamed() throws {
    let outline = Outline(parsing: Array("- generator\n- generators\n- Generator expressions\n".utf8))
    let hits = Matcher(try Query(parsing: "generators")).topics(in: outline).hits
    #expect(hits.sorted { $0.rank > $1.rank }.map { outline.title(of: $0.topic) }.first == "generators")
    #expect(hits.count == 3)
    var summary = FormSummary()
    for hit in hits { summary.add(hit.forms) }
    #expect(summary.text() == "generator · 2, for “generators”")
  }

  @Test func capitalsAndMarksNeverExcludeButComeFirst() throws {
    let outline = Outline(parsing: Array("- resume the work\n- A résumé\n- RESUME\n".utf8))
    let hits = Matcher(try Query(parsing: "résumé")).topics(in: outline).hits
    #expect(hits.count == 3)
    #expect(hits.max { $0.rank < $1.rank }.map { outline.title(of: $0.topic) } == "A résumé")
  }

  @Test(arguments: [
    ("brown fox", ["Brown"]), ("fox brown slow", []), ("parent fox", ["Fox"]), ("fox far", []), ("brown", []),
  ])
  func wordsSpreadOverNeighboursAreFound(text: String, expected: [String]) throws {
    let notes = """
      # Parent
      - Brown
      - Fox
      - Between
      - Far away
      """
    let outline = Outline(parsing: Array(notes.utf8))
    let matcher = Matcher(try Query(parsing: text))
    let alone = matcher.topics(in: outline).hits
    if text == "parent fox" {
      #expect(alone.map { outline.title(of: $0.topic) } == expected)
    } else {
      #expect(matcher.neighbours(in: outline).map { outline.title(of: $0.topic) } == expected)
      #expect(matcher.neighbours(in: outline).allSatisfy { $0.rank.form == .neighbours })
    }
  }

  @Test(arguments: [
    ("generatr", "“generatr” is nowhere: generator?"),
    ("zzzz", "“zzzz” is nowhere"), ("hash zzzz", "“zzzz” is nowhere"),
    ("hash genrator", "“genrator” is nowhere: generator?"), ("hash maps", "these words are nowhere together"),
  ])
  func nothingFoundNeverComesAlone(text: String, message: String) throws {
    var vocabulary = Vocabulary()
    vocabulary.add(Array("a generator and a hash and maps".utf8))
    #expect(ForgivingSearch(try Query(parsing: text), vocabulary: vocabulary).message == message)
  }

  @Test func aWordThatIsNowhereIsReadAsTheNearest() throws {
    var vocabulary = Vocabulary()
    let notes = Array("# A generator\n\nhash maps\n".utf8)
    vocabulary.add(notes)
    let query = try #require(
      ForgivingSearch(try Query(parsing: "genrator hash"), vocabulary: vocabulary).forgiving)
    let hits = Matcher(query).topics(in: Outline(parsing: notes)).hits
    #expect(hits.map(\.rank.form) == [.typo])
    #expect(hits[0].forms == [FormMatch(word: "genrator", found: "generator", form: .typo)])
    #expect(ForgivingSearch(try Query(parsing: "hashing"), vocabulary: vocabulary).forgiving == nil)
  }

  @Test(arguments: [
    ("Der Hund und die Katze sind nicht mit dem Auto gekommen", Language.german),
    ("The dog and the cat did not come with this car", .english),
    ("Le chat est dans la maison avec les enfants et ne sort pas", .french),
    ("x y z", .english), ("", .english),
  ])
  func theLanguageIsGuessed(text: String, language: Language) {
    #expect(Language.guess(Array(text.utf8)) == language)
  }

  @Test("Words are counted as a dictionary counts them", arguments: UInt64(1)...20) func counts(seed: UInt64) {
    var random = Seeded(seed: seed)
    var counts = WordCounts()
    var known: [String: Int] = [:]
    for _ in 0..<Int.random(in: 0...8_000, using: &random) {
      let length = Int.random(in: 1...20, using: &random)
      var word = String((0..<length).map { _ in "abé".randomElement(using: &random) ?? "a" })
      known[word, default: 0] += 1
      word.withUTF8 { counts.add($0) }
    }
    var found: [String: Int] = [:]
    counts.visit { word, count in
      found[String(decoding: word, as: UTF8.self)] = count
      return true
    }
    #expect(found == known && counts.count == known.count)
    #expect(known.allSatisfy { counts.count(of: $0.key) == $0.value } && counts.count(of: "c") == 0)
  }
}
