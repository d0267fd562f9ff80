/// The words of the rows of notes: the name of the file, the title that it gives itself, or both.
package enum NoteTitles: String, CaseIterable, Hashable, Sendable { case name, title, both }
