"""The parse of a report: the language model, the preparation of the text, noun phrases, and the parsed report as plain lists."""
