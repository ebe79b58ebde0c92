"""What leaves caretui as a file: what any document is made of, what is in each, its formats, and the shared
drive."""
