"""The guide: leads a person through a flow, by buttons or in their own words."""
