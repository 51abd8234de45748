"""An edition of the minutes as a document to read: which parts it has, in which order, and in which words."""
