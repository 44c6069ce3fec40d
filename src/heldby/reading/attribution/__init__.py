"""Attribution: finds the speech acts and quotations of a report, and decides which of its words come from which speaker."""
