package diag

// A problem gets a code when a user may want to look it up or a tool may want
// to act on it, which is: always. New codes are appended to their stage.
const (
	// Source and syntax.
	UnreadableFile   Code = "AB1001"
	FileTooLarge     Code = "AB1002"
	InvalidUTF8      Code = "AB1003"
	NestingTooDeep   Code = "AB1004"
	TooComplex       Code = "AB1005"
	ForbiddenChar    Code = "AB1006"
	InvisibleChar    Code = "AB1007"
	SyntaxError      Code = "AB1008"
	NoConfiguration  Code = "AB1009"
	NumberOutOfRange Code = "AB1010"
	UnitTooLarge     Code = "AB1011"
	NotFormatted     Code = "AB1012"

	// The unit as written.
	UnknownBlock      Code = "AB2001"
	UnknownAttribute  Code = "AB2002"
	MissingAttribute  Code = "AB2003"
	WrongLabels       Code = "AB2004"
	InvalidName       Code = "AB2005"
	DuplicateBlock    Code = "AB2006"
	DuplicateName     Code = "AB2007"
	AttributeAsBlock  Code = "AB2008"
	BlockAsAttribute  Code = "AB2009"
	InvalidType       Code = "AB2011"
	InvalidPlatform   Code = "AB2012"
	ConflictingSet    Code = "AB2013"
	TooManyInstances  Code = "AB2014"
	VersionConstraint Code = "AB2015"

	// Names.
	UnknownReference   Code = "AB3001"
	Cycle              Code = "AB3002"
	NotAReference      Code = "AB3003"
	UnknownFunction    Code = "AB3004"
	OutOfPlace         Code = "AB3005"
	ComputedName       Code = "AB3006"
	UnknownVariableSet Code = "AB3007"
	UndeclaredVariable Code = "AB3009"
	UnusedInput        Code = "AB3010"
	UnknownPackage     Code = "AB3011"

	// Values and rules.
	InvalidExpression Code = "AB4001"
	WrongType         Code = "AB4002"
	InvalidValue      Code = "AB4003"
	NullValue         Code = "AB4004"
	LostContext       Code = "AB4005"
	InvalidSize       Code = "AB4006"
	VariableNotSet    Code = "AB4007"
	ValidationFailed  Code = "AB4008"
	PathEscapes       Code = "AB4009"
	FileNotFound      Code = "AB4010"
	NameCollision     Code = "AB4011"
	ValueTooLarge     Code = "AB4012"
	SensitiveValue    Code = "AB4013"
	NothingToBuild    Code = "AB4014"
	AbstractUse       Code = "AB4015"
	ParityBroken      Code = "AB4016"
	MissingOverlay    Code = "AB4017"
	FunctionFailed    Code = "AB4018"
	DuplicateItem     Code = "AB4019"
	ExpiredDate       Code = "AB4020"
	IdleWaiver        Code = "AB4021"
	ConflictingTags   Code = "AB4022"
	HashNotSet        Code = "AB4023"
	MissingOnPlatform Code = "AB4024"
	AssertionFailed   Code = "AB4025"
	MissingFailure    Code = "AB4026"
	IdlePattern       Code = "AB4027"
	NoUnits           Code = "AB4028"

	// Generated files and the lock.
	LockUnreadable   Code = "AB5001"
	InputNotLocked   Code = "AB5002"
	LockUnused       Code = "AB5003"
	InvalidInput     Code = "AB5004"
	NotGenerated     Code = "AB5005"
	InputNotLockable Code = "AB5006"
	NothingToFollow  Code = "AB5007"
	InputTwice       Code = "AB5008"

	// The budget.
	MeasurementsUnreadable Code = "AB6001"
	BudgetExceeded         Code = "AB6002"
	BudgetNearlySpent      Code = "AB6003"
	LimitUnchecked         Code = "AB6004"
	NothingToCompare       Code = "AB6005"
	ForbiddenPackage       Code = "AB6006"

	// Builds.
	EvaluationFailed Code = "AB7001"
	BuildFailed      Code = "AB7002"
	DownloadMismatch Code = "AB7003"
	NoBuilder        Code = "AB7004"
)

var table = []Info{
	{UnreadableFile, Error, "Unreadable file"},
	{FileTooLarge, Error, "File too large"},
	{InvalidUTF8, Error, "Invalid UTF-8"},
	{NestingTooDeep, Error, "Nesting too deep"},
	{TooComplex, Error, "Expression too complex"},
	{ForbiddenChar, Error, "Character not allowed"},
	{InvisibleChar, Warning, "Invisible character"},
	{SyntaxError, Error, "Syntax error"},
	{NoConfiguration, Error, "No configuration"},
	{NumberOutOfRange, Error, "Number out of range"},
	{UnitTooLarge, Error, "Unit too large"},
	{NotFormatted, Error, "File not formatted"},

	{UnknownBlock, Error, "Unknown block"},
	{UnknownAttribute, Error, "Unknown attribute"},
	{MissingAttribute, Error, "Missing attribute"},
	{WrongLabels, Error, "Wrong labels"},
	{InvalidName, Error, "Invalid name"},
	{DuplicateBlock, Error, "Duplicate block"},
	{DuplicateName, Error, "Duplicate name"},
	{AttributeAsBlock, Error, "Attribute written as a block"},
	{BlockAsAttribute, Error, "Block written as an attribute"},
	{InvalidType, Error, "Invalid type"},
	{InvalidPlatform, Error, "Invalid platform"},
	{ConflictingSet, Error, "Conflicting attributes"},
	{TooManyInstances, Error, "Too many instances"},
	{VersionConstraint, Error, "Version requirement not met"},

	{UnknownReference, Error, "Unknown reference"},
	{Cycle, Error, "Cycle"},
	{NotAReference, Error, "Not a reference"},
	{UnknownFunction, Error, "Unknown function"},
	{OutOfPlace, Error, "Reference out of place"},
	{ComputedName, Error, "Computed package name"},
	{UnknownVariableSet, Error, "Unknown variable set"},
	{UndeclaredVariable, Warning, "Value for an undeclared variable"},
	{UnusedInput, Warning, "Unused input"},
	{UnknownPackage, Error, "Unknown package"},

	{InvalidExpression, Error, "Invalid expression"},
	{WrongType, Error, "Wrong type"},
	{InvalidValue, Error, "Invalid value"},
	{NullValue, Error, "Null value"},
	{LostContext, Error, "Store path would be lost"},
	{InvalidSize, Error, "Invalid size"},
	{VariableNotSet, Error, "Variable not set"},
	{ValidationFailed, Error, "Validation failed"},
	{PathEscapes, Error, "Path leaves the workspace"},
	{FileNotFound, Error, "File not found"},
	{NameCollision, Error, "Name collision"},
	{ValueTooLarge, Error, "Value too large"},
	{SensitiveValue, Error, "Sensitive value would be published"},
	{NothingToBuild, Warning, "Nothing to build"},
	{AbstractUse, Error, "Abstract variant used"},
	{ParityBroken, Error, "Shell differs from its variant"},
	{MissingOverlay, Error, "Missing overlay"},
	{FunctionFailed, Error, "Function call failed"},
	{DuplicateItem, Warning, "Listed twice"},
	{ExpiredDate, Error, "Expired date"},
	{IdleWaiver, Warning, "Waiver without effect"},
	{ConflictingTags, Error, "Conflicting tags"},
	{HashNotSet, Warning, "Hash not set"},
	{MissingOnPlatform, Error, "Missing on a platform"},
	{AssertionFailed, Error, "Test assertion failed"},
	{MissingFailure, Error, "Expected failure did not come"},
	{IdlePattern, Warning, "Pattern without effect"},
	{NoUnits, Error, "Workspace without units"},

	{LockUnreadable, Error, "Unreadable lock file"},
	{InputNotLocked, Error, "Input not locked"},
	{LockUnused, Warning, "Unused lock entry"},
	{InvalidInput, Error, "Invalid flake reference"},
	{NotGenerated, Error, "Not a generated file"},
	{InputNotLockable, Error, "Input cannot be locked"},
	{NothingToFollow, Error, "No such input to follow"},
	{InputTwice, Warning, "Input locked twice"},

	{MeasurementsUnreadable, Error, "Unreadable measurements"},
	{BudgetExceeded, Error, "Budget exceeded"},
	{BudgetNearlySpent, Warning, "Budget nearly spent"},
	{LimitUnchecked, Error, "Limit not checked"},
	{NothingToCompare, Warning, "Nothing to compare with"},
	{ForbiddenPackage, Error, "Forbidden package"},

	{EvaluationFailed, Error, "Flake cannot be evaluated"},
	{BuildFailed, Error, "Build failed"},
	{DownloadMismatch, Error, "Wrong hash of a download"},
	{NoBuilder, Error, "Nobody to build for a platform"},
}
