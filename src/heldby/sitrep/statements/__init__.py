"""The statements of each section of a situation report. Each module turns a part of the material into drafts of sentences."""
