"""Attribution: speech acts, quotations, and which words of a report each speaker is quoted or cited for."""
