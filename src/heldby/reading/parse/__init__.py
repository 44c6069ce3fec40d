"""The parse of a report: language model, text preparation, noun phrases and the parsed report as plain lists."""
