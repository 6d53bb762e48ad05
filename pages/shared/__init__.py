"""What the pages share: the only code beside them that knows Streamlit."""
